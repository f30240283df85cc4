"""What other systems tell, acted on."""

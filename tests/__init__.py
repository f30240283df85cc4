"""What the engine promises, as sentences that run."""

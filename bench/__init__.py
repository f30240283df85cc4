"""What an audit costs and how fast it goes, measured beside the smallest workflow that could do the same."""

"""The machinery's promises: servers that start, stop, crash and come back."""

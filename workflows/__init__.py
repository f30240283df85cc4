"""The stories: when things happen to an audit, in order."""

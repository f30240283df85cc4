"""TRACKERS: action trackers that a council kept before, each row an action, taken in as audits with their findings."""

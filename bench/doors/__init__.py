"""The HTTP doors under the load of a council: its people, its past, what they ask, and how long they wait."""

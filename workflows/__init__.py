"""The stories: when things happen, in order; deterministic, and free of every effect but those on the effects' page."""

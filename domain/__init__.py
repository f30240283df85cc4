"""The rules: plain frozen values and pure functions; no clock, no input or output, nothing else of ours."""

"""THE COMMAND LINE: the door of a terminal."""

"""A small invented council to try the engine on, and the driver that plays its people."""

"""THE DOORS: how people and programs start audits, give commands, and read what became of them."""

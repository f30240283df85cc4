"""The council's rules: the files themselves, how they are read, and what is said of a bad one."""

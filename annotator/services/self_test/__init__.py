"""Tries the installed program once, from end to end, in a folder of its own."""

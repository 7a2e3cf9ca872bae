"""The parts of setup.exe for Windows; builder/windows.py puts them together."""

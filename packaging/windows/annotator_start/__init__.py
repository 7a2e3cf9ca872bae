"""Starts the program on Windows: annotator.exe and annotator-cli.exe run this package."""

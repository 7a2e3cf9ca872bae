"""What the project remembers of phrases."""

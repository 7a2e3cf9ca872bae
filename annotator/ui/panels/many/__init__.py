"""Many spans at once."""

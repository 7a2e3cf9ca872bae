"""The registry of actors and locations."""

"""An example of a plugin with a format."""

"""All about the current span."""

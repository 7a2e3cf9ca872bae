"""The window of the backups."""

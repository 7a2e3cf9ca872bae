"""The window's part in the self-test: it is tried, and it shows the report."""

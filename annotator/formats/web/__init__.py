"""Web pages, saved or copied."""

"""Saving what can be read of a damaged project: from pages to rows, from rows to a new project."""

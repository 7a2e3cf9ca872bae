"""Argilla's datasets, of both its generations, read."""

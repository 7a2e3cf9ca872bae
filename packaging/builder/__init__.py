"""Builds the packages of every system: python -m builder TARGET..., from the folder packaging/."""

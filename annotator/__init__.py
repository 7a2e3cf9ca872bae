"""Annotate news articles: actors, locations, quotes and claims."""

__version__ = "0.1.0"

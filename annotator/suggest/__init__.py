"""Suggesters; the only place that imports spaCy."""

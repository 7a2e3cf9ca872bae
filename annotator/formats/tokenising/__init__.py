"""Tokens, and what spans are in them."""

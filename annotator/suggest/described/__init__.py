"""Actors that are described, not named: "two officials"."""

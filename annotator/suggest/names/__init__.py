"""Names of actors and locations: where they stand, and what they name."""

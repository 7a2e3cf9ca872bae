"""One module per thing a user does; no Qt, no SQL."""

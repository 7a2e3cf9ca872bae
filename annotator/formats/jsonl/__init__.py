"""JSONL: our own, and the plain dialects that others have."""

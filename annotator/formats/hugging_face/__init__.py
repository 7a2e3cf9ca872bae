"""Hugging Face: a folder of JSON lines that `datasets` loads, with a number for each tag."""

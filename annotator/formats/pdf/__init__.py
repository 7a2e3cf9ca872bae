"""PDF: its text, put together again."""

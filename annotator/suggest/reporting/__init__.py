"""Who reports what, with which words: read off the parse for quotes, claims and actors alike."""

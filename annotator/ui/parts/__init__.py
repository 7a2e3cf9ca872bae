"""The window's verbs, one module for each kind of thing they are about."""

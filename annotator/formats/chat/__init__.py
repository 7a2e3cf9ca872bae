"""Conversations to fine-tune language models on: the article is asked, its annotations answer."""

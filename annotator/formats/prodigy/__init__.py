"""Prodigy: tasks as its views show them and its database gives them back."""

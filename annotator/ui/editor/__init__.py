"""The article view: layout, painting, selection."""

"""Finding in an article and in all of them."""

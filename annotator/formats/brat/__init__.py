"""brat standoff: an article's text and its annotations in two files of one name."""

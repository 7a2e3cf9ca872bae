"""Reports of errors in the program itself: local files, without text of articles."""

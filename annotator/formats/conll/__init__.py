"""CoNLL: a token a row, its tag in the last column."""

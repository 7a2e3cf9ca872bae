"""WebAnno TSV 3.3: a line a token, as WebAnno and INCEpTION exchange annotations."""

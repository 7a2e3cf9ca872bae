"""spaCy's DocBin: its training files, read and written without a model or a pipeline.

The bytes are a zlib stream of one msgpack map. Of each token it has some attributes as unsigned
64-bit integers, strings among them by their hash; the strings themselves stand beside. They are
taken apart and put together here, by the layout that spacy.tokens.DocBin has had since version
2.3: its own reader believes every index that it finds, and a damaged file may end the process.
"""

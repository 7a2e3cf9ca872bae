"""UIMA CAS in its two forms, XMI and JSON, as INCEpTION and other tools on DKPro exchange it.

dkpro-cassis writes them. It does not read them: it puts the feature names of a file, unchecked,
into Python code that it compiles, and passes on an offset within a character as if it were one.
"""

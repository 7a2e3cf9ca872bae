"""GLiNER: the training files of a family of models that label spans of words."""

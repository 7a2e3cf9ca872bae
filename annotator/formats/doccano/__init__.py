"""doccano's JSONL: sequence labeling and relation extraction, read and written."""

"""What several formats are made of: fields, names, records, guarded XML."""

"""Files of annotation tools that are only read."""

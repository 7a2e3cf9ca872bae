"""One file format a module; each an importer, an exporter or both."""

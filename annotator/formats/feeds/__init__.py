"""RSS, Atom and RDF feeds that were saved as files."""

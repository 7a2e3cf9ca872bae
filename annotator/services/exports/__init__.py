"""The parts of exporting: what is chosen, where files go, what is counted and told."""

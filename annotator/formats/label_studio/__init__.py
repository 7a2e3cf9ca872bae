"""Label Studio's tasks and its labelling configuration."""

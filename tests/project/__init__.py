"""The store: mirrors qual/project."""

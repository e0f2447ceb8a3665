"""Two databases, one face."""

"""One folder per vendor: the only places where that vendor's words exist."""

"""Add to Calendar PRO: /v1."""

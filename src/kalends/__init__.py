"""Kalends: a self-hosted server for the events of groups."""

__version__ = "0.1.0"

"""Suggested groups: which cards are about the same thing."""

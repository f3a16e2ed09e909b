"""Mapping the names and values in a file to the fields of an entry."""

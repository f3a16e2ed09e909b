"""Patterns: what recurs in the log, counted for one reader."""

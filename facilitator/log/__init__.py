"""The learning log: entries, who may read them, and their pages."""

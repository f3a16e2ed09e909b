"""Writing entries: saving changes with their revisions, comparing versions, and merging."""

"""Files that somebody uploads to import them: kept for a preview, read by a process of its own, and deleted."""

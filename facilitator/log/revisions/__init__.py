"""Writing entries: each change with the revision that it leaves, differences and merges."""

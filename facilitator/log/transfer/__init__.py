"""Import and export: files of old post-mortems into the log, and the whole log out of it."""

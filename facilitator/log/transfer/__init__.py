"""Import of files with old post-mortems into the log, and export of the whole log."""

"""The file formats: one module for each, which reads it and, if exports use the format, writes it."""

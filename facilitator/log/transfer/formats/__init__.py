"""The file formats: one module a format, which reads it and, where we write it, writes it."""

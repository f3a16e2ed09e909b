"""From what a file says to the fields of an entry."""

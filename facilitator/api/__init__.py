"""`/api/v1`: for programs, with a token instead of a cookie."""

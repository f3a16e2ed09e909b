"""The API for programs at `/api/v1`, which uses tokens instead of cookies."""

"""A room to look at: two finished meetings and one that is running."""

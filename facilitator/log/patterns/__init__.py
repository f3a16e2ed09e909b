"""What comes back in the log, counted for one reader."""

"""What a group decided to do or to try."""

"""'Have we been here before?': earlier entries for what is being prepared, written or discussed."""

"""What a closed meeting leaves behind, in one shape and several formats."""

"""The pages of meetings: preparing, joining, the room, and claiming guest seats."""

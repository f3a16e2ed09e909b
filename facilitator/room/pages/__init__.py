"""The pages of meetings: preparing, joining, the room, and what one joined as a guest."""

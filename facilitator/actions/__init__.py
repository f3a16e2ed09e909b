"""Following up on actions: listing open ones and setting their state."""

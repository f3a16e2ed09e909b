"""The guide: how to keep a learning log and how to run the meeting, in our own words."""

"""Dates for the calendars that people use: an action's day as a file, and a feed of all that one has."""

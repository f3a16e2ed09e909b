"""The demonstration: a log with two finished meetings, and a third one to lead."""

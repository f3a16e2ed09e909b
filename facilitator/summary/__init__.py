"""The summary of a closed meeting: one data shape, and the formats made from it."""

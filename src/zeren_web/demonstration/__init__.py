"""A fictitious year to try everything with."""

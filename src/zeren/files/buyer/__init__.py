"""A buyer's own workbook: recognised, filled, and accompanied by a working list."""

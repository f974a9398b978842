"""An association's list of members as a workbook or a text file: read, and offered to fill in."""

"""Our workbook: written to be filled in, and read back from any office program."""

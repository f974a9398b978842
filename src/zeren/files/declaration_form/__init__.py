"""The workbook in which a company says what its declaration needs beyond its answers."""

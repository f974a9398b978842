"""An association's own standard or questionnaire as a workbook: written, read, and made into TOML."""

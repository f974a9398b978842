"""Opening workbooks from outside: let in by the guard, then read cell by cell."""

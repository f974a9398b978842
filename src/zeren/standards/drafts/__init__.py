"""Standards and questionnaires being written by others: plain tables, and all that is wrong with them."""

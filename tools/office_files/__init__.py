"""Reading and writing spreadsheets and other Office files."""

"""The ledger: columns, rows and figures, the same for paper, spreadsheet and screen."""

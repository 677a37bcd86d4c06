"""Who may do and see what: the matrix of rights, and attacks on it."""

"""What goes out: notices, bulletins, long-term mechanisms, the final report."""

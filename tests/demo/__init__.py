"""Where the demo data comes in."""

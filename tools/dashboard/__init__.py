"""The dashboard of the leading group, and the analysis of findings."""

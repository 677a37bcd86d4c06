"""The desk: what its user has to do now."""

"""Suggestions and complaints to the office of the leading group."""

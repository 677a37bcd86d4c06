"""Catalogues of problem items, by area."""

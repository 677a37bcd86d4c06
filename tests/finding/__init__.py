"""Findings, the actions that put them right, evidence, extensions of a deadline."""

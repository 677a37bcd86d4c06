"""The dossier: one unit in one campaign."""

"""Plain Python without the ORM: importable with this folder's parent on the path."""

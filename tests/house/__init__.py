"""The house itself: structure, translations, installation, whole campaigns."""

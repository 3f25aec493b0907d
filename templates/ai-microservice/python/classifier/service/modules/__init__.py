"""Further parts of the API; they do not import each other."""

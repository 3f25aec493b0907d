"""The modules of the product; they do not import each other."""

"""Implementations of the port to the model."""

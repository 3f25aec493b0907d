"""Tests of every implementation of a port."""

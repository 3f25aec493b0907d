"""Turns events of Lambda into calls; contains no model, no rule and no client."""

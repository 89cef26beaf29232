"""Whom something about workshops concerns, and what they are told."""

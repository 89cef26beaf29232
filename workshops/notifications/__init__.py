"""Whom something about workshops and alliances concerns, and what they are told."""

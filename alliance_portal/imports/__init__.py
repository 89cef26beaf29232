"""Importing ledgers: the staff pages and what they share with the command."""

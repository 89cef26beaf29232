"""Workshops and alliances in figures: what each took up, solved, shared and taught; together without counting twice."""

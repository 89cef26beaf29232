"""Workbooks that leave the portal. No cell becomes a formula."""

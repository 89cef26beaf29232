"""Figures on other sites: the frame that others show, and the pages where such frames are made and taken back."""

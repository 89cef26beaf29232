"""Measures the speed of the pages, in a database of its own: as ratios, because machines differ and ratios do not."""

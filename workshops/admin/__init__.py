"""What district staff keep of alliances, their workshops, visits and venues, and the rubrics of the district."""

from . import alliances, rubrics, venues, visits, workshops

__all__ = ["alliances", "rubrics", "venues", "visits", "workshops"]

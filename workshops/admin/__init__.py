"""What district staff keep of alliances and their workshops."""

from . import alliances, requirements, rubrics, venues, visits, workshops

__all__ = ["alliances", "requirements", "rubrics", "venues", "visits", "workshops"]

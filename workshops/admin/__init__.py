"""What district staff keep of alliances and their workshops."""

from . import alliances, plates, requirements, rubrics, venues, visits, workshops

__all__ = ["alliances", "plates", "requirements", "rubrics", "venues", "visits", "workshops"]

"""What district staff keep of alliances and their workshops."""

from . import alliances, documents, help, plates, requirements, rubrics, venues, visits, workshops

__all__ = ["alliances", "documents", "help", "plates", "requirements", "rubrics", "venues", "visits", "workshops"]

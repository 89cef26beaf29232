"""What district staff keep of alliances and their workshops."""

from . import alliances, documents, help, organs, plans, plates, requirements, rubrics, venues, visits, workshops

__all__ = [
    "alliances",
    "documents",
    "help",
    "organs",
    "plans",
    "plates",
    "requirements",
    "rubrics",
    "venues",
    "visits",
    "workshops",
]

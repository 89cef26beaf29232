"""What district staff keep of alliances and their workshops."""

from . import (
    alliances,
    awards,
    documents,
    help,
    honours,
    organs,
    plans,
    plates,
    problems,
    requirements,
    results,
    rubrics,
    skills,
    venues,
    visits,
    workshops,
)

__all__ = [
    "alliances",
    "awards",
    "documents",
    "help",
    "honours",
    "organs",
    "plans",
    "plates",
    "problems",
    "requirements",
    "results",
    "rubrics",
    "skills",
    "venues",
    "visits",
    "workshops",
]

"""What district staff keep of alliances, their workshops, the rubrics of the district, and what superiors ask."""

from . import alliances, requirements, rubrics, workshops

__all__ = ["alliances", "requirements", "rubrics", "workshops"]

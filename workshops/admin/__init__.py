"""What district staff keep of alliances, their workshops, and the rubrics of the district."""

from . import alliances, rubrics, workshops

__all__ = ["alliances", "rubrics", "workshops"]

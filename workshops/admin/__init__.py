"""What district staff keep of alliances, their workshops and plates, and the rubrics of the district."""

from . import alliances, plates, rubrics, workshops

__all__ = ["alliances", "plates", "rubrics", "workshops"]

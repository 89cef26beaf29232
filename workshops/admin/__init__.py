"""What district staff keep of alliances, their workshops and plans, and the rubrics of the district."""

from . import alliances, organs, plans, rubrics, workshops

__all__ = ["alliances", "organs", "plans", "rubrics", "workshops"]

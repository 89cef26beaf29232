"""What district staff keep of alliances, their workshops and rubrics, and see of what is shared and asked."""

from . import alliances, documents, help, rubrics, workshops

__all__ = ["alliances", "documents", "help", "rubrics", "workshops"]

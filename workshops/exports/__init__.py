"""Files that leave the workbench of workshops. No cell becomes a formula."""

from .plates import plates

__all__ = ["plates"]

"""Files that leave the workbench. No cell becomes a formula."""

from .batches import batch
from .spot_checks import spot_check

__all__ = ["batch", "spot_check"]

"""Tables of workshops to take away."""

from .five_smalls import five_smalls
from .honours import honours
from .plates import plates
from .results import results
from .skills import skills

__all__ = ["five_smalls", "honours", "plates", "results", "skills"]

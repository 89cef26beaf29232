"""Tables of workshops to take away."""

from .plates import plates

__all__ = ["plates"]

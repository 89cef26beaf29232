"""Tables of workshops to take away."""

__all__ = []

"""What stands behind the addresses of boards in the access table."""

from suggestions.models import Photo


def boards(board, done):
    """A board of the enterprise with one page, and a photo that hangs on it."""
    at_desk = {f"board-{step}": {"pk": board.pk} for step in ("change", "renew", "revoke")}
    photo = {"pk": done.photos.get(kind=Photo.Kind.AFTER).pk}
    return at_desk | {"board-page": {"number": 1}, "board-photo": photo}

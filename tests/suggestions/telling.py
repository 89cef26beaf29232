"""What somebody has been told."""

from members import notifications
from members.models import Notice


def told(user, *, unread=False):
    """The codes of what a user has been told, the oldest first."""
    notices = Notice.objects.filter(user=user).order_by("pk")
    return [notice.kind for notice in (notices.unread() if unread else notices)]


def last_words(user):
    """What a user was told last, as it is read."""
    return notifications.words(Notice.objects.filter(user=user).latest("pk"))

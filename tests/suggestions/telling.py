"""What somebody has been told."""

from http.client import OK

from django.test import Client

from members import notifications
from members.models import Notice


def told(user, *, unread=False):
    """The codes of what a user has been told, the oldest first."""
    notices = Notice.objects.filter(user=user).order_by("pk")
    return [notice.kind for notice in (notices.unread() if unread else notices)]


def last_words(user):
    """What a user was told last, as it is read."""
    return notifications.words(Notice.objects.filter(user=user).latest("pk"))


def lead_nowhere():
    """The notices whose page does not open for whoever is told, each as kind, path and answer."""
    found = []
    for notice in Notice.objects.select_related("user"):
        client = Client()
        client.force_login(notice.user)
        status = client.get(notice.path, follow=True).status_code
        found += [(notice.kind, notice.path, status)] if status != OK else []
    return found

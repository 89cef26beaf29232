"""Sessions as entries of the calendars of phones and desktops."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from alliance_portal.icalendar import Entry


def entry(session):
    """One session; every change counts on, and what does not take place says so."""
    return Entry(
        uid=f"session-{session.number}@{urlsplit(settings.BASE_URL).hostname}",
        summary=session.topic,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        made_at=session.updated_at,
        status="CANCELLED" if session.is_cancelled else "CONFIRMED",
        sequence=session.version,
        location=_place(session),
        description=_words(session),
        url=settings.BASE_URL + reverse("training:session", args=[session.number]),
    )


def _place(session):
    return _("Online") if session.is_online and not session.where else str(session.where)


def _words(session):
    """Who holds it and who teaches as far as everybody may know, and what to bring."""
    lines = [session.enterprise.name]
    if session.public_lecturer:
        lines.append(_("Lecturer: %(name)s") % {"name": session.public_lecturer})
    if session.bring:
        lines.append(_("Please bring: %(what)s") % {"what": session.bring})
    return "\n".join(lines)

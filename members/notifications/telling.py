"""The way to a notice, and how it is read."""

from django.conf import settings
from django.utils import timezone, translation

from alliance_portal import outbox

from ..models import Notice, NoticeSettings, Way
from .kinds import codes_of, words
from .letters import notice_letter


def tell(kind, users, *, subject, path, now=None, **facts):
    """Put a notice at the bell of each of these users, and into the mail of those who want this topic at once.

    Belongs into the transaction of the move it tells. `subject` is what it is about, such as a number; `path` the page
    where more is to be seen, as `path_to` gives it; `facts` are what the kind puts into words.
    """
    now = now or timezone.now()
    keys = dict.fromkeys(user.pk for user in users if user is not None)
    fields = {"kind": kind.code, "facts": facts, "subject": subject, "path": path, "created_at": now}
    notices = Notice.objects.bulk_create(Notice(user_id=key, **fields) for key in keys)
    if notices:
        outbox.put_many(_letters(kind, notices, now))
    return notices


def _letters(kind, notices, now):
    wanted = NoticeSettings.objects.mailable().filter(user__in=[notice.user_id for notice in notices])
    chosen = {one.user_id: one for one in wanted if one.way_of(kind.topic) == Way.AT_ONCE}
    with translation.override(settings.LANGUAGE_CODE):
        return [
            notice_letter(notice, words(notice), chosen[notice.user_id], now)
            for notice in notices
            if notice.user_id in chosen
        ]


def settle(subject, *topics, users=None):
    """Nothing is left to do about this subject, for all or for these users: unread notices of it ring no longer."""
    unread = Notice.objects.unread().filter(subject=subject, kind__in=codes_of(*topics))
    if users is not None:
        unread = unread.filter(user__in=users)
    return unread.update(read_at=timezone.now())


def mark_read(notice):
    """The owner has read it."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())


def mark_all_read(user, *, until):
    """The owner has read all that came until then; what came while the page was open still rings."""
    return Notice.objects.visible_to(user).unread().filter(created_at__lte=until).update(read_at=timezone.now())

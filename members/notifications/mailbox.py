"""Where somebody wants to be told, and how."""

from django.db import transaction
from django.utils import timezone

from alliance_portal import outbox

from ..models import NoticeSettings, Topic, Way
from .letters import mailbox_letter
from .tokens import read_mailbox_token, read_stop_token


def settings_of(user):
    """The user's settings; unsaved ones with what holds by default when nothing has been chosen."""
    return NoticeSettings.objects.filter(user=user).first() or NoticeSettings(user=user)


def ask_for_mailbox(user, email):
    """Send a letter to this mailbox that asks to confirm it; until then nothing else goes there. "" takes it away."""
    now = timezone.now()
    with transaction.atomic():
        chosen, _new = NoticeSettings.objects.select_for_update().get_or_create(user=user)
        if email and email == chosen.email and chosen.confirmed_at:
            return chosen
        chosen.email, chosen.confirmed_at = email, None
        chosen.save(update_fields=["email", "confirmed_at", "updated_at"])
        if email:
            outbox.put(mailbox_letter(user, email, now))
    return chosen


def confirm_mailbox(token):
    """Whoever reads the mailbox says yes; return its settings, None when the link is no longer good."""
    user, email = read_mailbox_token(token) or (None, "")
    with transaction.atomic():
        chosen = NoticeSettings.objects.select_for_update().filter(user=user, email=email).first()
        if chosen and not chosen.confirmed_at:
            chosen.confirmed_at = chosen.told_until = timezone.now()
            chosen.save(update_fields=["confirmed_at", "told_until", "updated_at"])
    return chosen


def stop_mail(token):
    """Send this user no more mail; return the settings, None when the link is not one of ours."""
    with transaction.atomic():
        chosen = NoticeSettings.objects.select_for_update().filter(user=read_stop_token(token)).first()
        if chosen:
            chosen.ways = dict.fromkeys(Topic.values, Way.BELL)
            chosen.save(update_fields=["ways", "updated_at"])
    return chosen


def choose_ways(user, *, ways, quiet_from, quiet_to):
    """Set how each topic is told, {topic: way}, and between which hours nothing is sent."""
    with transaction.atomic():
        chosen, _new = NoticeSettings.objects.select_for_update().get_or_create(user=user)
        chosen.ways, chosen.quiet_from, chosen.quiet_to = ways, quiet_from, quiet_to
        chosen.save(update_fields=["ways", "quiet_from", "quiet_to", "updated_at"])
    return chosen

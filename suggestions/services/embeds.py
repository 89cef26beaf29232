"""Figures on other sites: made, changed, given another address, taken back."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import audit, workflow

from ..models import FigureEmbed
from ..models.embed import new_token

# A page that many read shows it many times a minute; one note of it is enough.
SEEN_EVERY = dt.timedelta(minutes=10)


def create_embed(*, by, name, sites, numbers, enterprise=None, theme=FigureEmbed.Theme.LIGHT):
    """Make an address nobody can guess, for these sites; without enterprise it shows the district's figures.

    Raises ValidationError for what is no site, and for too many of them.
    """
    facts = {"name": name, "sites": sites, "numbers": numbers, "enterprise": enterprise, "theme": theme}
    embed = FigureEmbed(created_by=by, **facts)
    embed.full_clean()
    with transaction.atomic():
        embed.save()
        _note_address(embed, by)
    return embed


def _note_address(embed, by):
    """From now on figures can be read there without signing in; the address itself is a secret."""
    where = f"/boards/embeds/{embed.pk}/"
    audit.record(audit.Act.EXPORTED, by=by, about=embed, enterprise=embed.enterprise_id, detail=where)


def change_embed(embed, *, by, version=None, **facts):
    """Set where it stands, what it shows, how it looks and which sites may show it; return it.

    Raises StaleError when somebody else has changed it since `version`, WorkflowError once it is taken back,
    ValidationError for what does not fit.
    """
    with transaction.atomic():
        fresh = _lock_live(embed, version=version)
        for name, value in facts.items():
            setattr(fresh, name, value)
        fresh.full_clean()
        workflow.save(fresh, **facts)
        if fresh.sites != embed.sites:
            _note_address(fresh, by)
    return fresh


def renew_embed(embed, *, by, version=None):
    """Give it a new address and return it: the old one is dead from this moment."""
    with transaction.atomic():
        fresh = _lock_live(embed, version=version)
        workflow.save(fresh, token=new_token(), seen_at=None)
        _note_address(fresh, by)
    return fresh


def _lock_live(embed, *, version):
    fresh = workflow.lock(embed, version=version)
    if not fresh.is_live:
        raise workflow.WorkflowError(_("These figures have been taken back meanwhile."))
    return fresh


def revoke_embed(embed, *, by):
    """Take it back: its address shows nothing from now on. A second call changes nothing."""
    FigureEmbed.objects.filter(pk=embed.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
    embed.refresh_from_db()
    return embed


def note_shown(embed, *, at=None):
    """Somebody has been shown it: written down at most every ten minutes, by one statement that locks nothing else."""
    now = at or timezone.now()
    if embed.seen_at and now - embed.seen_at < SEEN_EVERY:
        return
    long_ago = Q(seen_at=None) | Q(seen_at__lte=now - SEEN_EVERY)
    with transaction.atomic():
        FigureEmbed.objects.filter(long_ago, pk=embed.pk).update(seen_at=now)

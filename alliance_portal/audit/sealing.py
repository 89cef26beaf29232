"""The hash chain over the audit: sealing new entries in order, and finding what was changed since.

Entries are written unchained, so that nobody who acts waits for somebody else's act. Every hour `run_due` seals what
is new: each entry gets the next place and the link made of the link before and of all its facts (see `facts_of`, and
`chain.link_of` for the form). Whoever notes the newest link outside, on paper or in a mail, can prove later that
nothing before it was touched, even by somebody who rewrote the whole table.
"""

from dataclasses import dataclass, field

from django.db import transaction

from alliance_portal import chain

from .models import AuditEntry, AuditHead

BATCH = 1000
BEGINNING = chain.link_of(["audit/1"])


def seal():
    """Seal all that is unsealed; return how many. Two at once: the second waits, and seals what is left."""
    sealed = 0
    while number := _seal_batch():
        sealed += number
    return sealed


def _seal_batch():
    with transaction.atomic():
        head = _locked_head()
        entries = list(AuditEntry.objects.unsealed()[:BATCH])
        for entry in entries:
            head.sequence += 1
            head.link = link_after(head.link or BEGINNING, entry)
            entry.sequence, entry.link = head.sequence, head.link
        if entries:
            AuditEntry.objects.bulk_update(entries, ["sequence", "link"])
            head.save(update_fields=["sequence", "link"])
    return len(entries)


def _locked_head():
    AuditHead.objects.get_or_create(pk=AuditHead.ONLY)
    return AuditHead.objects.select_for_update().get(pk=AuditHead.ONLY)


def link_after(before, entry):
    return chain.link_of([before, *facts_of(entry)])


def facts_of(entry):
    """The ten facts of a link, in this order; what is not known is "" in it."""
    numbers = [entry.pk, entry.actor, entry.object_id, entry.enterprise]
    key, actor, object_id, enterprise = ("" if number is None else number for number in numbers)
    moment = chain.moment(entry.happened_at)
    about = [actor, entry.object_kind, object_id, enterprise]
    return [key, entry.act, moment, *about, entry.detail, entry.address, int(entry.succeeded)]


@dataclass
class Verdict:
    """What `verify` found: `links` of the chain as it is now, and a line for each fault."""

    links: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    unsealed: int = 0


def verify():
    """Recompute the chain from the rows."""
    found, before = Verdict(unsealed=AuditEntry.objects.unsealed().count()), BEGINNING
    for entry in AuditEntry.objects.sealed().iterator(chunk_size=BATCH):
        place = len(found.links) + 1
        if entry.sequence != place:
            found.faults.append(("missing", place, entry.pk))
            return found
        if entry.link != link_after(before, entry):
            found.faults.append(("changed", place, entry.pk))
        before = entry.link
        found.links.append(entry.link)
    _compare_with_head(found)
    return found


def _compare_with_head(found):
    head = AuditHead.objects.filter(pk=AuditHead.ONLY).first()
    expected = (head.sequence, head.link) if head else (0, "")
    if expected != (len(found.links), found.links[-1] if found.links else ""):
        found.faults.append(("end", len(found.links) + 1, expected[0]))

"""What stands behind the addresses of problems, results, award rounds and honours in the access table."""

import datetime as dt

from django.utils import timezone

from alliance_portal.files import read_picture
from members import services as member_services
from tests.factories import ResultFactory, SpecialityFactory, picture
from tests.workshops import awarding, honouring, plating, posing, resulting
from workshops import services as workshop_services

LICENCES = ("free", "agreement", "free")


def problems(cast, staff):
    """A problem of the enterprise alone at each of its steps; a workshop of its own solves it."""
    inside = {"visibility": "enterprise"}
    draft, checking = (make(cast.officer, cast.enterprise, **inside) for make in (posing.draft, posing.handed_in))
    opened = posing.opened(cast.officer, cast.enterprise, staff, **inside)
    bid = posing.offered(opened, cast)
    claimed, working, reported, delivered, accepted = (
        make(cast, cast, staff, **inside)
        for make in (posing.claimed, posing.working, posing.reported, posing.delivered, posing.accepted)
    )
    steps = {"": opened, "-bid": opened, "-end": opened, "-unclaimed": opened, "-hand-in": draft, "-drop": draft}
    steps |= {"-change": draft, "-open": checking, "-send-back": checking, "-reopen": claimed, "-sign": claimed}
    steps |= {"-deliver": working, "-fail": working, "-accept": delivered, "-rework": delivered, "-pay": accepted}
    milestones = {"report": working, "take-out": working, "check": reported}
    return {
        **{f"workshops:problem{step}": {"number": problem.number} for step, problem in steps.items()},
        **{f"workshops:{name}": {"number": claimed.number} for name in ("task-book", "milestone-new")},
        **{f"workshops:bid-{step}": {"number": opened.number, "pk": bid.pk} for step in ("choose", "withdraw")},
        **{
            f"workshops:milestone-{step}": {"number": problem.number, "pk": problem.milestones.get().pk}
            for step, problem in milestones.items()
        },
    }


def honours(cast):
    """An honour that the enterprise gave the worker, with its papers, and what is handed in of a year."""
    honour = honouring.given(cast.worker, cast.officer, level="enterprise")
    for purpose in ("named", "photo"):
        honouring.agrees(cast.worker, purpose)
    honours = workshop_services.honours
    honours.change_photo(honour, read_picture(picture()), by=cast.officer)
    file = {"pk": honours.attach_document(honour, by=cast.officer, document=plating.document("证书.png")).pk}
    put, other = (honouring.in_use(cast.enterprise, cast.worker) for _n in range(2))
    honouring.put_forward(put, cast.officer)
    handed_in = {"code": cast.enterprise.code, "year": put.in_use_since.year}
    steps = ("", "-change", "-revoke", "-photo", "-document-new")
    papers = ("round", "table", "authorisation", "honesty")
    return {
        "verify": {"code": honour.code},
        "members:consent": {"purpose": "named"},
        "workshops:awards-year": {"year": honour.year},
        **{f"workshops:{name}": {"code": honour.code} for name in ("award-photo", "certificate")},
        **{f"workshops:honour{step}": {"pk": honour.pk} for step in steps},
        **{f"workshops:honour-document{step}": file for step in ("", "-remove")},
        **{f"workshops:five-small-{name}": handed_in for name in papers},
        "workshops:five-small-put-forward": {**handed_in, "number": other.number},
        "workshops:five-small-take-back": {**handed_in, "number": put.number},
    }


def awards(cast, strangers, staff):
    """A draft, a call with an entry of the officer, a round that the worker judges, and one that is published."""
    today = timezone.localdate()
    days = {"entries_by": today + dt.timedelta(days=9), "scores_by": today + dt.timedelta(days=20)}
    draft, called = awarding.draft(staff, **days), awarding.opened(staff, **days)
    entry = awarding.recommended(called, cast.officer, ResultFactory(enterprise=cast.enterprise))
    judged = awarding.judged_by(cast.worker, strangers, staff)
    done = awarding.shown(staff, cast)
    objection = awarding.objected(done)
    steps = ("desk-round", "judges", "recommend", "conflict", "review", "close", "decide", "show", "publish")
    return {
        **{f"workshops:award-{name}": {"slug": draft.slug} for name in ("change", "open")},
        **{f"workshops:award-{name}": {"slug": called.slug} for name in (*steps, "call-off")},
        **{f"workshops:award-{name}": {"slug": done.slug} for name in ("round", "object")},
        **{f"workshops:award-entry{part}": {"pk": entry.pk} for part in ("", "-change", "-withdraw")},
        **{f"workshops:{name}": {"pk": objection.pk} for name in ("award-objection", "objection-contact")},
        **{f"workshops:judging-{name}": {"slug": judged.slug, "number": 1} for name in ("entry", "aside")},
    }


def results(cast, strangers):
    """A result and a draft of the enterprise; those of the strangers that its shop takes over or is asked about."""
    shown = resulting.with_files(resulting.shared(cast.enterprise, visibility="enterprise"), cast.officer)
    draft = ResultFactory(enterprise=cast.enterprise, status="draft", in_use_since=resulting.day())
    welding = SpecialityFactory()
    member_services.keep_specialities(cast.worker.person, [welding], by=cast.worker)
    theirs, licensed, known = (resulting.shared(strangers.enterprise, licence=licence) for licence in LICENCES)
    known.specialities.set([welding])
    used, asked = resulting.used(theirs, cast), resulting.asked(licensed, cast)
    tried = resulting.tried(resulting.shared(strangers.enterprise), cast)
    agreed = resulting.asked(resulting.shared(strangers.enterprise), cast)
    sent = resulting.rolled_out(known, strangers.officer, cast.shop)
    uses = {"": asked, "-agree": asked, "-refuse": asked, "-give-up": asked, "-begin": agreed, "-conclude": tried}
    uses |= {"-claim": used, "-verify": used}
    photo, file = shown.photos.first(), shown.files.get()
    number = {"number": shown.number}
    steps = ("", "-change", "-credits", "-files", "-withdraw", "-verify", "-roll-out")
    return {
        **{f"workshops:result{step}": number for step in steps},
        **{f"workshops:result-{step}": {"number": draft.number} for step in ("publish", "discard")},
        "workshops:result-ask": {"number": theirs.number},
        **{f"workshops:result-photo{part}": {**number, "code": photo.code} for part in ("", "-remove")},
        **{f"workshops:result-file{part}": {**number, "code": file.code} for part in ("", "-remove")},
        **{f"workshops:use{step}": {"pk": use.pk} for step, use in uses.items()},
        "workshops:roll-out": {"pk": sent.pk},
        "workshops:roll-out-answer": {"pk": sent.answers.get().pk},
    }

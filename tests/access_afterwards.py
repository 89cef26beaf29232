"""What stands behind the addresses of opinions, certificates, contests and partners in the access table."""

from alliance_portal.attachments import read_attachment
from tests.factories import WorkshopFactory
from tests.paper_files import pdf
from tests.training import afterwards

SERIES = ("", "-issue", "-print")
RUN = ("-desk", "-print", "-export", "-scores", "-sheet", "-publish", "-call-off", "-judges")
PARTNER = ("", "-desk", "-change", "-use", "-results")


def afterwards_of(cast):
    """A session the worker was at, a course, contests at each of their steps, and a partner with interns."""
    session = afterwards.held(cast.enterprise, cast.worker, cast.colleague)
    [issued] = afterwards.issued(session, cast.officer, people={cast.worker.person.pk})
    series, _sessions = afterwards.course(cast.enterprise, [cast.worker], [cast.worker])
    number, course, code = {"number": session.number}, {"pk": series.pk}, {"code": issued.code}
    return {
        **{f"training:{name}": number for name in ("opinion", "session", "desk-session", "session-partners")},
        **{f"training:session-certificates{step}": number for step in SERIES},
        **{f"training:series-certificates{step}": course for step in SERIES},
        **{f"training:{name}": code for name in ("certificate", "certificate-revoke")},
        **_contests(cast),
        **_partners(cast),
    }


def _contests(cast):
    own = {"enterprise": cast.enterprise}
    draft = afterwards.contest(cast.officer, **own)
    entered = afterwards.entered(cast.officer, cast.worker, **own)
    running = afterwards.running(cast.officer, cast.worker, **own)
    done = afterwards.published(cast.officer, cast.worker, **own)
    steps = dict.fromkeys(RUN, running) | {"": done, "-announce": draft, "-change": draft}
    steps |= {"-start": entered, "-entries": entered}
    people = {"-withdraw": entered, "-absent": running, "-promote": done}
    return {
        **{f"training:contest{step}": {"slug": made.slug} for step, made in steps.items()},
        **{
            f"training:contest{step}": {"slug": made.slug, "pk": made.entries.get().pk} for step, made in people.items()
        },
    }


def _entry_of(contest):
    return {"slug": contest.slug, "pk": contest.entries.get().pk}


def _partners(cast):
    partner = afterwards.partner(cast.officer, cast.enterprise)
    agreement = _agreed(partner, cast)
    placement = afterwards.placed(agreement, cast.officer, agreement.workshops.get())
    key = {"pk": agreement.pk}
    return {
        **{f"training:partner{step}": {"slug": partner.slug} for step in (*PARTNER, "-agreement-new")},
        **{f"training:partner-agreement{step}": key for step in ("", "-file", "-end")},
        "training:placement-new": key,
        **{f"training:placement{step}": {"pk": placement.pk} for step in ("", "-remove")},
    }


def _agreed(partner, cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    facts = {"attachment": read_attachment(pdf("协议.pdf", text="canary"))}
    return afterwards.agreed(partner, cast.officer, workshop, **facts)

"""What stands behind the addresses of mentoring in the access table."""

from alliance_portal.attachments import read_attachment
from alliance_portal.files import read_picture
from tests.factories import picture
from tests.paper_files import pdf
from tests.training import mentoring
from training import services

DESK = ("", "-print", "-scan", "-scan-put", "-scan-remove", "-assess", "-extend", "-mentor", "-end")


def mentorships(cast):
    """An agreement at each of its steps in which the owner teaches the worker, or whoever is not in one yet."""
    running = mentoring.in_force(cast)
    asked = services.ask(running, by=cast.worker, kind="end", reason="调岗")
    record = services.note_month(running, by=cast.worker, photo=read_picture(picture()))
    services.put_scan(running, by=cast.officer, scan=read_attachment(pdf()))
    draft = mentoring.draft(cast, apprentices=[cast.colleague.person])
    signing = mentoring.sent(cast, mentor=cast.colleague.person)
    failed = mentoring.not_passed(cast, apprentices=[cast.finance.person])
    done = mentoring.graduated(cast, apprentices=[cast.reviewer.person])
    steps = dict.fromkeys(DESK, running) | {"-renew": failed, "-award": done, "-take-back": signing}
    steps |= {f"-{step}": draft for step in ("change", "to-sign", "paper", "drop")}
    stage = {"pk": running.pk, "stage_pk": running.stages.first().pk}
    mine = {"": running, "-record": running, "-ask": running, "-sign": signing, "-send-back": signing}
    return {
        **{f"training:mentorship{step}": {"pk": made.pk} for step, made in steps.items()},
        "training:mentorship-refuse": {"pk": running.pk, "request_pk": asked.pk},
        "training:stage-new": {"pk": running.pk},
        **{f"training:stage-{step}": stage for step in ("change", "check", "take-out")},
        **{f"training:my-mentorship{step}": {"pk": made.pk} for step, made in mine.items()},
        "training:my-mentorship-clear": {"pk": running.pk, "code": record.code},
        "training:guidance-photo": {"code": record.code, "size": "small"},
    }

"""What is told of mentoring: every kind in words, in both languages, with a page that opens."""

import pytest
from django.utils import timezone, translation

from members.models import Notice
from members.notifications import words
from members.notifications.kinds import KINDS
from tests.training import mentoring
from training import services

pytestmark = pytest.mark.django_db
OURS = {code for code in KINDS if code.startswith("mentorship_")}


def everything(cast, strangers):
    """Whatever is told in the life of an agreement."""
    guest = mentoring.guest(strangers).person
    back = mentoring.sent(cast)
    services.send_back(back, by=cast.worker, reason="工种写错了")
    again = services.send_to_sign(back, by=cast.officer)
    services.drop(again, by=cast.officer, reason="不结对了")
    ended = mentoring.in_force(cast)
    asked = services.ask(ended, by=cast.worker, kind="end", reason="调岗")
    services.refuse(asked, by=cast.officer, reason="先留岗")
    services.check_stage(ended.stages.first(), by=cast.officer, result="passed")
    later = mentoring.today() + mentoring.MONTH
    services.end(ended, by=cast.officer, reason="调岗")
    done = mentoring.in_force(cast, apprentices=[guest])
    services.extend(done, by=cast.officer, ends_on=done.ends_on + mentoring.MONTH, reason="停产")
    services.change_mentor(done, by=cast.officer, mentor=cast.colleague.person, reason="退休")
    done = services.assess(done, by=cast.officer, findings=mentoring.findings(done, grade="senior"))
    services.award(done, by=cast.officer, award="证书")
    mentoring.not_passed(cast, apprentices=[cast.finance.person])
    term = {"starts_on": later - 7 * mentoring.MONTH, "ends_on": later}
    made = mentoring.in_force(cast, apprentices=[cast.reviewer.person], **term)
    services.add_stage(made, by=cast.officer, content="平焊", due_on=mentoring.today())
    services.remind(timezone.now())


def test_every_kind_is_told_and_says_something_in_both_languages(cast, strangers, client):
    everything(cast, strangers)
    notices = {notice.kind: notice for notice in Notice.objects.filter(kind__in=OURS)}
    assert set(notices) == OURS
    for notice in notices.values():
        for language in ("zh-hans", "en"):
            with translation.override(language):
                assert "%(" not in words(notice)
                assert len(words(notice)) > 8


def test_the_page_of_a_notice_opens_for_whoever_it_is_for(cast, strangers, client):
    everything(cast, strangers)
    for notice in Notice.objects.filter(kind__in=OURS).exclude(kind="mentorship_to_sign").select_related("user"):
        client.force_login(notice.user)
        assert client.get(notice.path).status_code == 200, (notice.kind, notice.user.username)

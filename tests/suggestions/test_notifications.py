"""Who is told of which move, and who is not."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from members import notifications
from members.models import Department, Notice, Role
from suggestions import services
from suggestions.imports import SuggestionLedger
from suggestions.models import Suggestion
from tests.factories import PersonFactory, account, staff_account
from tests.ledger_files import DONE, imported, suggestion_rows
from tests.suggestions import stages
from tests.suggestions.telling import last_words, told

WHY = {"reason": "现在停线装不了。", "decline_reason": "cost", "would_change": "大修时"}


def test_everybody_on_the_way_is_told_what_concerns_them(cast):
    stages.verified(cast)
    assert told(cast.worker) == ["answered", "progressed", "reported", "verified"]
    assert told(cast.owner) == ["task", "confirmed", "verified"]
    assert told(cast.reviewer) == ["received"]
    assert told(cast.finance) == ["to_verify"]
    assert told(cast.colleague) == told(cast.leader) == told(cast.officer) == []


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        (stages.taken, ["taken"]),
        (stages.asked, ["asked"]),
        (stages.declined, ["answered"]),
        (stages.reserved, ["answered"]),
        (stages.partly_adopted, ["answered"]),
        (stages.withdrawn, []),
    ],
)
def test_the_author_is_told_what_becomes_of_it(cast, stage, kinds):
    stage(cast)
    assert told(cast.worker) == kinds


def test_nobody_of_another_enterprise_is_told_anything(cast, strangers):
    stages.verified(cast)
    assert not Notice.objects.filter(user__person__enterprise=strangers.enterprise).exists()


def test_once_it_is_answered_the_task_rings_no_longer(cast):
    waiting = stages.sent(cast)
    assert told(cast.reviewer, unread=True) == ["received"]
    services.decline(waiting, by=cast.reviewer, **WHY)
    assert told(cast.reviewer, unread=True) == []


def test_a_worker_who_answers_brings_the_task_back(cast):
    asked = stages.asked(cast)
    assert told(cast.reviewer, unread=True) == []
    services.supplement(asked, by=cast.worker, text="三号工位")
    assert told(cast.reviewer, unread=True) == ["supplemented"]


def test_the_second_reviewer_is_told_until_somebody_takes_it_up(cast):
    second = account(PersonFactory(department=cast.office), Role.REVIEWER)
    asked = services.ask(stages.taken(cast), by=cast.reviewer, question="几号工位？")
    services.supplement(asked, by=cast.worker, text="三号工位")
    assert (told(cast.reviewer), told(second)) == (["received", "supplemented"], ["received"])


def test_whoever_brought_it_is_not_asked_to_answer_it(cast):
    own = services.submit(by=cast.reviewer, key=uuid.uuid4(), problem="灯坏了")
    second = account(PersonFactory(department=cast.office), Role.REVIEWER)
    assert told(cast.reviewer) == ["received"], "nobody else was there"
    again = services.submit(by=cast.reviewer, key=uuid.uuid4(), problem="灯又坏了")
    assert (told(cast.reviewer), told(second)) == (["received"], ["received"])
    assert Notice.objects.get(user=second).subject == again.number != own.number


@pytest.mark.parametrize("author", ["worker", "reviewer"])
def test_who_is_told_of_a_hidden_name_does_not_hang_on_it(cast, author):
    account(PersonFactory(department=cast.office, work_number="0099"), Role.REVIEWER)
    services.submit(by=getattr(cast, author), key=uuid.uuid4(), problem="灯坏了", hide_name=True)
    reviewers = Notice.objects.filter(kind="received").values_list("user__person__work_number", flat=True)
    assert sorted(reviewers) == ["0003", "0099"]


def test_the_head_is_told_of_what_is_handed_over(cast):
    Department.objects.filter(pk=cast.shop.pk).update(head=cast.colleague.person)
    shop = Department.objects.get(pk=cast.shop.pk)
    services.transfer(stages.sent(cast), by=cast.reviewer, to=shop, note="请你们看")
    assert told(cast.colleague) == ["handed_over"]
    assert told(cast.reviewer, unread=True) == []
    assert "已转到冲焊车间" in last_words(cast.worker)


def test_a_head_who_fixes_it_alone_is_not_told_of_the_own_task(cast):
    Department.objects.filter(pk=cast.team.pk).update(head=cast.colleague.person)
    photos = [stages.read_picture(stages.picture())]
    services.fix_at_once(stages.sent(cast), by=cast.colleague, reason="换了", photos=photos)
    assert told(cast.colleague) == []
    assert told(cast.worker) == ["answered", "reported"]


def test_a_recorder_is_asked_to_pass_the_answer_on(cast):
    facts = {"department": cast.team, "channel": "paper", "name": "老赵", "problem": "灯坏了"}
    suggestion = services.record(by=cast.officer, key=uuid.uuid4(), **facts)
    services.decline(suggestion, by=cast.reviewer, **WHY)
    assert told(cast.officer) == ["answered_for"]
    passed_on = f"您代录的“灯坏了”（{suggestion.number}）有答复了，请转告本人。"
    assert last_words(cast.officer) == passed_on + "暂未采纳：现在停线装不了"


def test_an_appeal_is_told_to_others_than_before(cast):
    second = account(PersonFactory(department=cast.office), Role.REVIEWER)
    services.appeal(stages.declined(cast), by=cast.worker, reason="别的班装过")
    assert told(second, unread=True) == ["appealed"]
    assert told(cast.reviewer, unread=True) == []


def test_an_appeal_nobody_else_answers_is_told_to_the_officers(cast):
    services.appeal(stages.declined(cast), by=cast.worker, reason="别的班装过")
    assert told(cast.officer) == ["appealed"]


def test_a_question_about_the_answer_and_its_explanation(cast):
    asked = services.ask_again(stages.declined(cast), by=cast.worker, text="没看懂")
    assert told(cast.reviewer, unread=True) == ["asked_again"]
    services.explain(asked, by=cast.reviewer, text="就是等大修")
    assert told(cast.reviewer, unread=True) == []
    assert told(cast.worker)[-1] == "explained"


def test_colleagues_are_asked_and_the_lead_hears_what_they_say(cast):
    suggestion = stages.sent(cast, together=[cast.colleague.person, cast.owner.person])
    assert told(cast.colleague) == told(cast.owner) == ["named"]
    services.confirm_together(suggestion, by=cast.colleague)
    services.refuse_together(suggestion, by=cast.owner)
    assert told(cast.worker) == ["colleague_confirmed", "colleague_left"]
    assert cast.colleague.person.name not in "".join(notifications.words(n) for n in Notice.objects.all())


def test_a_colleague_who_has_not_confirmed_hears_nothing_of_the_answer(cast):
    suggestion = stages.sent(cast, together=[cast.colleague.person])
    services.decline(suggestion, by=cast.reviewer, **WHY)
    assert told(cast.colleague) == ["named"]


def test_the_author_learns_who_opened_the_envelope(cast, staff):
    suggestion = stages.sent(cast, hide_name=True)
    envelope = services.ask_envelope(suggestion, by=staff, reason="有人受伤，要当面问清")
    assert told(cast.worker) == []
    services.open_envelope(envelope, by=staff_account(username="second", full_name="李干事"))
    assert last_words(cast.worker).startswith("工会的区总干事、李干事查看了")


def test_what_is_set_aside_and_taken_back(cast, staff):
    suggestion = stages.sent(cast)
    services.mark_spam(suggestion, by=staff, reason="测试")
    services.unmark_spam(suggestion, by=staff, reason="看错了")
    assert told(cast.worker) == ["set_aside", "taken_back_in"]
    assert told(cast.reviewer, unread=True) == ["received"]


def test_an_objection_goes_to_the_owner(cast):
    services.deny(stages.finished(cast), by=cast.worker, note="还差一副")
    assert told(cast.owner)[-1] == "denied"


def test_silence_is_told_to_the_author(cast):
    stages.finished(cast, on=timezone.now() - dt.timedelta(days=6))
    services.close_silent()
    assert told(cast.worker)[-1] == "done"


def test_a_notice_names_nobody_who_had_an_idea(cast):
    stages.verified(cast, together=[cast.colleague.person])
    services.appeal(stages.declined(cast), by=cast.worker, reason="别的班装过")
    words = [notifications.words(n) for n in Notice.objects.exclude(user=cast.worker)]
    assert len(words) > 5
    assert not [text for text in words if cast.worker.person.name in text]


def test_a_ledger_rings_no_bell(cast):
    imported(SuggestionLedger, cast.enterprise, suggestion_rows(DONE))
    assert Suggestion.objects.count() == 1
    assert not Notice.objects.exists()

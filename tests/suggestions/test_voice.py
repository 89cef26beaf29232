"""What the proposer may say to an answer: rate it, have it explained, appeal once to somebody else."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.periods import Period
from alliance_portal.workflow import TransitionError, WorkflowError
from members.models import Role
from suggestions import permissions, services
from suggestions.models import AnswerRating, Appeal, Question, Suggestion
from suggestions.statistics import clarity, summarise
from suggestions.statistics.recount import differences
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.reviewing import QUEUE, adopt, decline, listed, page_of

WHY = "去年同样的护套别的班装过，不用停线。"


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def address(suggestion, name):
    return f"/en/suggestions/{suggestion.number}/{name}/"


@pytest.fixture
def second(cast):
    """Another reviewer."""
    return account(PersonFactory(department=cast.office, name="郑工"), Role.REVIEWER)


@pytest.fixture
def worker(cast, client):
    client.force_login(cast.worker)
    return client


# Rating


def test_an_answer_is_rated_once_and_leaves_no_trace_in_the_suggestion(cast, worker):
    declined = stages.declined(cast)

    worker.post(address(declined, "rate"), {"value": "clear"})
    again = worker.post(address(declined, "rate"), {"value": "unclear"})

    assert AnswerRating.objects.get().value == "clear"
    assert again.status_code == 409
    assert fresh(declined).version == declined.version
    assert [event.verb for event in declined.events.all()] == ["submitted", "declined"]


def test_nothing_is_preselected_and_a_choice_is_needed(cast, worker):
    declined = stages.declined(cast)
    assert "checked" not in str(worker.get(declined.get_absolute_url()).context["rate_form"]["value"])

    form = worker.post(address(declined, "rate"), {}).context["form"]

    assert form.errors == {"value": ["Please choose one of the three."]}


def test_rating_ends_after_sixty_days(cast):
    declined = stages.declined(cast)
    assert permissions.can_rate(cast.worker, declined)
    declined.decisions.update(decided_at=stages.days_ago(61))

    assert not permissions.can_rate(cast.worker, fresh(declined))
    with pytest.raises(WorkflowError):
        services.rate(fresh(declined), by=cast.worker, value="clear")


def test_only_the_proposer_rates(cast, client):
    declined = stages.declined(cast)
    for who, status in (("reviewer", 403), ("leader", 403), ("colleague", 404)):
        client.force_login(getattr(cast, who))
        assert client.post(address(declined, "rate"), {"value": "clear"}).status_code == status
    assert not AnswerRating.objects.exists()


def rated(cast, *values):
    for value in values:
        services.rate(stages.declined(cast), by=cast.worker, value=value)
    return clarity(Suggestion.objects.all(), period=Period.this_year(), as_of=timezone.now())


def test_sums_are_shown_from_five_on(cast, client):
    stages.declined(cast)
    four = rated(cast, "clear", "clear", "so_so", "unclear")
    assert (four.is_shown, four.rated, four.unrated) == (False, 4, 1)
    client.force_login(cast.leader)
    assert client.get("/en/dashboard/").context["understood"]["rows"] == []

    five = rated(cast, "clear")

    assert (five.is_shown, str(five.rate), five.answers) == (True, "3/5", 6)
    bars = client.get("/en/dashboard/").context["understood"]["rows"]
    assert [bar["value"] for bar in bars] == ["3", "1", "1", "1"]


def test_answers_of_a_ledger_are_not_rated(cast):
    declined = stages.declined(cast)
    declined.decisions.update(source="ledger")

    assert not permissions.can_rate(cast.worker, fresh(declined))
    assert rated(cast).answers == 0


# Having it explained


def test_the_answer_is_explained_once_more_and_the_conclusion_stays(cast, worker):
    declined = stages.declined(cast)

    worker.post(address(declined, "again"), {"version": declined.version, "text": "大修是哪个月？"})

    question = Question.objects.get()
    assert (question.text, question.due_on) == ("大修是哪个月？", timezone.localdate() + dt.timedelta(days=7))
    asked = fresh(declined)
    assert (asked.status, asked.asked_again_at) == ("declined", question.asked_at)
    services.explain(asked, by=cast.reviewer, text="3月大修。")
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("3月大修。", cast.reviewer)
    assert fresh(declined).asked_again_at is None
    page = worker.get(f"/suggestions/{declined.number}/").content.decode()
    assert "3月大修。" in page


def test_it_is_asked_once_for_each_answer_and_within_thirty_days(cast):
    declined = stages.declined(cast)
    services.ask_again(declined, by=cast.worker, text="哪个月？")

    assert not permissions.can_ask_again(cast.worker, fresh(declined))
    with pytest.raises(WorkflowError):
        services.ask_again(declined, by=cast.worker, text="再问")
    late = stages.declined(cast)
    late.decisions.update(decided_at=stages.days_ago(31))
    with pytest.raises(WorkflowError):
        services.ask_again(late, by=cast.worker, text="哪个月？")


def test_the_reviewer_finds_the_question_and_explains_at_the_desk(cast, client):
    asked = services.ask_again(stages.declined(cast), by=cast.worker, text="哪个月？")
    client.force_login(cast.reviewer)
    assert listed(client.get(f"{QUEUE}?tab=again")) == [asked.number]
    assert "哪个月？" in client.get(page_of(asked)).content.decode()

    empty = client.post(page_of(asked), {"move": "explain", "version": asked.version, "text": " "})
    assert list(empty.context["explain_form"].errors) == ["text"]
    client.post(page_of(asked), {"move": "explain", "version": asked.version, "text": "3月。"})

    assert Question.objects.get().answer == "3月。"
    assert listed(client.get(f"{QUEUE}?tab=again")) == []


def test_two_who_explain_do_not_overwrite_each_other(cast, second):
    asked = services.ask_again(stages.declined(cast), by=cast.worker, text="哪个月？")
    services.explain(asked, by=cast.reviewer, text="3月。")

    with pytest.raises(WorkflowError):
        services.explain(asked, by=second, text="4月。")
    assert Question.objects.get().answer == "3月。"


# Appealing


@pytest.fixture
def appealed(cast, second):
    return services.appeal(stages.declined(cast), by=cast.worker, reason=WHY)


def test_an_appeal_brings_a_refusal_before_somebody_else_with_a_promise_of_its_own(cast, appealed, second):
    appeal = Appeal.objects.get()

    assert (appealed.status, appealed.conclusion) == ("in_review", "declined")
    assert (appeal.reason, appeal.due_on, appeal.to_officers) == (
        WHY,
        timezone.localdate() + dt.timedelta(days=7),
        False,
    )
    assert not permissions.can_review(cast.reviewer, fresh(appealed))
    assert permissions.can_answer(second, fresh(appealed))


def test_whoever_refused_reads_why_and_cannot_decide(cast, appealed, client):
    client.force_login(cast.reviewer)

    page = client.get(page_of(appealed))

    assert page.context["form"] is None
    assert "somebody else decides on the appeal" in page.content.decode()
    assert adopt(client, appealed).status_code == 403


def test_somebody_else_decides_and_both_answers_stay(cast, appealed, second, client):
    client.force_login(second)
    assert listed(client.get(f"{QUEUE}?tab=appeals")) == [appealed.number]
    assert listed(client.get(QUEUE)) == []

    assert adopt(client, appealed).status_code == 302

    decided = fresh(appealed)
    assert (decided.status, decided.conclusion) == ("adopted", "adopted")
    assert [decision.conclusion for decision in decided.decisions.all()] == ["declined", "adopted"]
    assert Appeal.objects.get().decided_at == decided.concluded_at


def test_an_appeal_is_made_once(cast, appealed, second, client):
    client.force_login(second)
    decline(client, appealed)
    again = fresh(appealed)

    assert again.status == "declined"
    assert not permissions.can_appeal(cast.worker, again)
    with pytest.raises(WorkflowError):
        services.appeal(again, by=cast.worker, reason="还是不服")


def test_an_appeal_is_made_within_thirty_days_and_against_a_refusal(cast):
    late = stages.declined(cast)
    late.decisions.update(decided_at=stages.days_ago(31))
    with pytest.raises(WorkflowError):
        services.appeal(late, by=cast.worker, reason=WHY)
    with pytest.raises(TransitionError):
        services.appeal(stages.reserved(cast), by=cast.worker, reason=WHY)
    assert not Appeal.objects.exists()


def test_where_nobody_else_answers_the_officers_decide(cast, client):
    appealed = services.appeal(stages.declined(cast), by=cast.worker, reason=WHY)
    client.force_login(cast.officer)

    assert Appeal.objects.get().to_officers
    assert listed(client.get(f"{QUEUE}?tab=appeals")) == [appealed.number]
    assert adopt(client, appealed).status_code == 302
    assert fresh(appealed).status == "adopted"
    assert client.get(QUEUE).status_code == 403


def test_officers_elsewhere_have_nothing_to_do_with_it(cast, strangers, client):
    appealed = services.appeal(stages.declined(cast), by=cast.worker, reason=WHY)
    client.force_login(strangers.officer)

    assert client.get(page_of(appealed)).status_code == 404
    assert client.get(QUEUE).status_code == 403


def test_an_appeal_costs_the_enterprise_nothing_it_had_earned(cast, appealed):
    """Answered in time stays answered in time, and the figures of the past stay what they were."""
    Suggestion.objects.filter(pk=appealed.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))

    counts = summarise(Suggestion.objects.all(), period=Period.this_year())

    assert {code: counts[code] for code in ("received", "answered", "declined", "pending", "overdue")} == {
        "received": 1, "answered": 1, "declined": 1, "pending": 0, "overdue": 0,
    }  # fmt: skip


def test_what_held_before_the_appeal_is_known_afterwards(cast, second):
    month_ago = stages.days_ago(20)
    declined = services.decline(
        stages.sent(cast, occurred_at=month_ago), by=cast.reviewer, reason="现在停线装不了。", decline_reason="cost",
        would_change="大修时", occurred_at=month_ago + dt.timedelta(days=2),
    )  # fmt: skip
    between = month_ago + dt.timedelta(days=5)
    appealed = services.appeal(declined, by=cast.worker, reason=WHY, occurred_at=month_ago + dt.timedelta(days=10))
    adopted = services.adopt(
        appealed, by=second, reason="可以做", owner=cast.owner.person, due_on=timezone.localdate(),
        occurred_at=month_ago + dt.timedelta(days=12),
    )  # fmt: skip
    period = Period(adopted.month, adopted.month)

    then = summarise(Suggestion.objects.all(), period=period, as_of=between)
    now = summarise(Suggestion.objects.all(), period=period)

    assert (then["declined"], then["adopted"], then["reserved"]) == (1, 0, 0)
    assert (now["declined"], now["adopted"]) == (0, 1)
    assert list(differences(between)) == []
    assert list(differences(timezone.now())) == []


def test_details_asked_for_on_appeal_move_its_own_promise_alone(cast, appealed, second):
    before = fresh(appealed).due_on, Appeal.objects.get().due_on
    asked = services.ask(appealed, by=second, question="哪个班？", occurred_at=timezone.now())
    services.supplement(asked, by=cast.worker, text="二班", occurred_at=timezone.now() + dt.timedelta(days=3))

    assert fresh(appealed).due_on == before[0]
    assert Appeal.objects.get().due_on == before[1] + dt.timedelta(days=3)


def test_an_appeal_is_neither_taken_back_nor_reclassified_nor_marked_as_spam(cast, appealed, second, staff):
    under = fresh(appealed)

    assert not permissions.can_withdraw(cast.worker, under)
    assert not permissions.can_reclassify(second, under)
    with pytest.raises(WorkflowError):
        services.mark_spam(under, by=staff, reason="无关")


def test_the_worker_s_page_offers_what_may_be_done_now(cast, worker):
    declined = stages.declined(cast)
    page = worker.get(f"/suggestions/{declined.number}/").content.decode()
    assert "请再答一次" in page
    assert "申请复议" in page

    worker.post(address(declined, "appeal"), {"version": declined.version, "reason": WHY})

    page = worker.get(f"/suggestions/{declined.number}/").content.decode()
    assert f"/suggestions/{declined.number}/appeal/" not in page
    assert "由另一位重新看" in page


@pytest.mark.parametrize("name", ["again", "appeal"])
def test_a_page_shown_before_something_else_happened_keeps_the_words(cast, worker, name):
    declined = stages.declined(cast)
    field = "text" if name == "again" else "reason"

    answer = worker.post(address(declined, name), {"version": 0, field: WHY})

    assert answer.status_code == 409
    assert answer.context["form"][field].value() == WHY

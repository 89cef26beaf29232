"""An agreement from its draft to its end: who may be on it, who signs, and what is decided on the way."""

import datetime as dt
import importlib
from decimal import Decimal

import pytest
from django.apps import apps

from alliance_portal.periods import months_later
from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from tests.factories import PersonFactory, WorkshopFactory
from tests.training import mentoring
from training import services
from training.models import Mentorship
from training.permissions import is_concerned, last_day_to_object
from training.services import Finding, UnfitError
from training.services.stages import usual_days

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def verbs(mentorship):
    return list(mentorship.events.order_by("pk").values_list("verb", "actor_role"))


def test_a_draft_gets_the_next_number_of_its_year(cast):
    first, second = mentoring.draft(cast), mentoring.draft(cast, apprentices=[cast.colleague.person])
    year = first.starts_on.year
    assert [first.number, second.number] == [f"SD-{year}-001", f"SD-{year}-002"]
    assert (first.status, first.signed_on, verbs(first)) == ("draft", None, [("created", "officer")])


def test_a_number_that_is_taken_is_told_at_its_field(cast):
    services.draft(
        by=cast.officer, enterprise=cast.enterprise, mentor=cast.owner.person, apprentices=[cast.worker.person],
        number="05/2026", **mentoring.words(),
    )  # fmt: skip
    with pytest.raises(UnfitError) as refusal:
        services.draft(
            by=cast.officer, enterprise=cast.enterprise, mentor=cast.owner.person, apprentices=[cast.colleague.person],
            number="05/2026", **mentoring.words(),
        )  # fmt: skip
    assert refusal.value.field == "number"


@pytest.mark.parametrize(("months", "days", "fits"), [(6, -1, True), (6, -2, False), (60, 0, True), (60, 1, False)])
def test_a_term_is_half_a_year_at_least_and_five_years_at_most(cast, months, days, fits):
    begun = dt.date(2026, 3, 1)
    term = {"starts_on": begun, "ends_on": months_later(begun, months) + days * DAY}
    if fits:
        assert mentoring.draft(cast, **term).ends_on == term["ends_on"]
    else:
        with pytest.raises(UnfitError) as refusal:
            mentoring.draft(cast, **term)
        assert refusal.value.field == "ends_on"


def test_people_and_workshop_have_to_fit(cast, strangers):
    worker = cast.worker.person
    gone = PersonFactory(department=cast.team, in_service=False)
    for field, facts in [
        ("mentor", {"mentor": worker, "apprentices": [worker]}),
        ("mentor", {"mentor": strangers.owner.person}),
        ("mentor", {"mentor": gone}),
        ("apprentices", {"apprentices": [gone]}),
        ("apprentices", {"apprentices": [PersonFactory(department=cast.team) for _n in range(6)]}),
        ("workshop", {"workshop": WorkshopFactory(enterprise=strangers.enterprise)}),
    ]:
        with pytest.raises(UnfitError) as refusal:
            mentoring.draft(cast, **facts)
        assert refusal.value.field == field


def test_the_same_two_are_in_one_open_agreement_whoever_teaches(cast):
    mentoring.in_force(cast)
    for facts in ({}, {"mentor": cast.worker.person, "apprentices": [cast.owner.person]}):
        with pytest.raises(UnfitError):
            mentoring.draft(cast, **facts)
    services.end(Mentorship.objects.get(), by=cast.officer, reason="调岗")
    assert mentoring.draft(cast).is_draft


def test_an_apprentice_may_be_a_mentor_later_and_come_from_elsewhere(cast, strangers):
    mentoring.graduated(cast)
    second = mentoring.in_force(cast, mentor=cast.worker.person, apprentices=[mentoring.guest(strangers).person])
    assert second.is_in_force
    assert told(strangers.officer) == ["mentorship_in_force"]


def test_it_is_in_force_once_all_have_signed_on_their_phones(cast):
    people = [cast.worker.person, cast.colleague.person]
    made = mentoring.sent(cast, apprentices=people)
    assert [told(user) for user in (cast.owner, cast.worker)] == [["mentorship_to_sign"]] * 2
    shown = made.version
    for user in (cast.owner, cast.worker):
        made = services.sign(made, by=user, version=shown)
        assert made.status == "signing"
    services.sign(made, by=cast.worker, version=shown)
    made = services.sign(made, by=cast.colleague, version=shown)
    assert (made.status, made.signed_on, made.on_paper) == ("in_force", mentoring.today(), False)
    assert verbs(made)[-2:] == [("signed", "apprentice"), ("in_force", "apprentice")]
    assert [verb for verb, _role in verbs(made)].count("signed") == 3
    assert told(cast.officer) == ["mentorship_in_force"]


def test_only_those_on_it_sign_and_only_what_they_have_read(cast):
    made = mentoring.sent(cast)
    with pytest.raises(WorkflowError):
        services.sign(made, by=cast.officer)
    back = services.send_back(made, by=cast.worker, reason="工种写错了")
    services.change(
        back, by=cast.officer, mentor=cast.owner.person, apprentices=[cast.worker.person],
        **mentoring.words(trade="装配工"),
    )  # fmt: skip
    services.send_to_sign(made, by=cast.officer)
    with pytest.raises(StaleError):
        services.sign(made, by=cast.worker, version=made.version)


def test_signatures_do_not_outlive_other_words(cast):
    made = services.sign(mentoring.sent(cast), by=cast.owner)
    back = services.send_back(made, by=cast.worker, reason="目标太高")
    assert (back.status, back.mentor_signed_at) == ("draft", None)
    assert told(cast.officer) == ["mentorship_sent_back"]
    assert "mentorship_sent_back" in told(cast.owner)
    assert "mentorship_sent_back" not in told(cast.worker)
    assert services.drop(back, by=cast.officer, reason="不结对了").status == "dropped"


def test_who_has_no_account_is_named_before_anything_is_sent(cast):
    made = mentoring.draft(cast, apprentices=[PersonFactory(department=cast.team, name="没账号")])
    with pytest.raises(WorkflowError, match="没账号"):
        services.send_to_sign(made, by=cast.officer)
    made.refresh_from_db()
    assert made.is_draft
    assert services.enter_signed(made, by=cast.officer, signed_on=mentoring.today()).on_paper


def test_paper_is_not_signed_tomorrow(cast):
    with pytest.raises(UnfitError):
        services.enter_signed(mentoring.draft(cast), by=cast.officer, signed_on=mentoring.today() + DAY)


def test_stages_take_two_months_and_the_last_ends_with_the_term():
    days = usual_days(dt.date(2026, 3, 1), dt.date(2026, 12, 31))
    assert [f"{day:%m-%d}" for day in days] == ["04-30", "06-30", "08-31", "10-31", "12-31"]
    assert usual_days(dt.date(2026, 3, 1), dt.date(2026, 9, 15))[-2:] == [dt.date(2026, 6, 30), dt.date(2026, 9, 15)]


def test_a_stage_is_written_by_the_mentor_and_checked_once(cast):
    made = mentoring.in_force(cast)
    first = made.stages.first()
    services.change_stage(first, by=cast.owner, content="补焊参数", due_on=first.due_on)
    services.check_stage(first, by=cast.officer, result="excellent", finding="稳")
    with pytest.raises(WorkflowError):
        services.check_stage(first, by=cast.officer, result="failed")
    assert verbs(made)[-1] == ("checked", "officer")
    assert "mentorship_stage_checked" in told(cast.worker)
    with pytest.raises(UnfitError):
        services.add_stage(made, by=cast.owner, content="以后", due_on=made.ends_on + DAY)


def test_a_month_is_noted_once_by_each_and_an_empty_tap_keeps_the_words(cast):
    made = mentoring.in_force(cast)
    for words in ("练了平焊", ""):
        services.note_month(made, by=cast.worker, words=words)
    services.note_month(made, by=cast.owner)
    assert sorted(made.records.values_list("person__name", "words")) == [("周工", ""), ("王海", "练了平焊")]
    with pytest.raises(WorkflowError):
        services.note_month(made, by=cast.officer)


def test_an_objection_is_for_the_first_month(cast):
    young = mentoring.in_force(cast, starts_on=mentoring.today() - 20 * DAY, ends_on=mentoring.today() + 300 * DAY)
    asked = services.ask(young, by=cast.worker, kind="objection", reason="师傅常出差")
    assert services.ask(young, by=cast.worker, kind="objection", reason="再说一次") == asked
    assert told(cast.officer) == ["mentorship_asked"]
    services.refuse(asked, by=cast.officer, reason="下月起不出差了")
    assert told(cast.worker)[-1] == "mentorship_goes_on"
    services.end(young, by=cast.officer, reason="重签")
    old = mentoring.in_force(cast)
    with pytest.raises(WorkflowError):
        services.ask(old, by=cast.worker, kind="objection", reason="晚了")
    services.ask(old, by=cast.worker, kind="end", reason="调岗")
    services.end(old, by=cast.officer, reason="调岗")
    assert old.requests.get().granted


def test_the_first_month_begins_when_it_is_both_signed_and_begun(cast):
    made = Mentorship(signed_on=dt.date(2026, 3, 9), starts_on=dt.date(2026, 3, 1))
    assert last_day_to_object(made) == dt.date(2026, 4, 8)


def test_another_mentor_takes_over_and_signs(cast):
    made = services.change_mentor(
        mentoring.in_force(cast), by=cast.officer, mentor=cast.colleague.person, reason="师傅退休"
    )
    assert (made.mentor, made.is_in_force, made.mentor_signed_at) == (cast.colleague.person, True, None)
    change = made.mentor_changes.get()
    assert (change.former, change.mentor) == (cast.owner.person, cast.colleague.person)
    assert "mentorship_to_sign" in told(cast.colleague)
    assert services.sign(made, by=cast.colleague).mentor_signed_at


def test_an_extension_needs_a_later_day(cast):
    made = mentoring.in_force(cast)
    with pytest.raises(UnfitError):
        services.extend(made, by=cast.officer, ends_on=made.ends_on, reason="停产")
    later = services.extend(made, by=cast.officer, ends_on=made.ends_on + 60 * DAY, reason="停产")
    assert later.extensions.get().former_ends_on == made.ends_on


def test_graduation_keeps_score_and_grades_and_raises_the_roster(cast, strangers):
    guest = mentoring.guest(strangers).person
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, guest])
    own, theirs = made.apprenticeships.order_by("pk")
    found = {own.pk: Finding("excellent", Decimal("92.5"), "senior"), theirs.pk: Finding("passed", None, "senior")}
    made = services.assess(made, by=cast.officer, findings=found)
    assert (made.status, made.closed_on) == ("graduated", mentoring.today())
    own.refresh_from_db()
    assert (own.grade_before, own.grade_after, own.score) == ("", "senior", Decimal("92.5"))
    cast.worker.person.refresh_from_db()
    guest.refresh_from_db()
    assert (cast.worker.person.skill_grade, guest.skill_grade) == ("senior", "")
    assert cast.worker.person.history.first().history_user == cast.officer
    assert "mentorship_grade" in told(strangers.officer)
    assert services.award(made, by=cast.officer, award="奖金2000元").award


def test_a_lower_grade_changes_no_roster(cast):
    person = cast.worker.person
    person.skill_grade = "technician"
    person.save()
    mentoring.graduated(cast, grade="senior")
    person.refresh_from_db()
    assert person.skill_grade == "technician"


def test_not_passed_is_renewed_once_with_another_mentor(cast):
    made = mentoring.not_passed(cast)
    assert (made.status, made.closed_on) == ("not_passed", None)
    with pytest.raises(UnfitError):
        services.renew(made, by=cast.officer, ends_on=months_later(made.ends_on, 13), reason="再来")
    again = services.renew(
        made, by=cast.officer, ends_on=months_later(made.ends_on, 6), reason="再来", mentor=cast.colleague.person
    )
    assert (again.status, again.mentor, again.renewed) == ("in_force", cast.colleague.person, True)
    failed = services.assess(again, by=cast.officer, findings=mentoring.findings(again, result="failed"))
    with pytest.raises(WorkflowError):
        services.renew(failed, by=cast.officer, ends_on=months_later(failed.ends_on, 6), reason="又来")
    assert services.end(failed, by=cast.officer, reason="改学装配").status == "ended"


def test_everybody_is_assessed_and_not_before_it_began(cast):
    made = mentoring.in_force(cast)
    with pytest.raises(WorkflowError):
        services.assess(made, by=cast.officer, findings={})
    for day in (made.starts_on - DAY, mentoring.today() + DAY):
        with pytest.raises(UnfitError):
            services.assess(made, by=cast.officer, findings=mentoring.findings(made), assessed_on=day)
    with pytest.raises(TransitionError):
        services.assess(mentoring.draft(cast, apprentices=[cast.colleague.person]), by=cast.officer, findings={})


def test_a_former_mentor_reads_on_and_does_nothing_more(cast):
    made = mentoring.in_force(cast)
    services.change_mentor(made, by=cast.officer, mentor=cast.colleague.person, reason="退休")
    own = Mentorship.objects.visible_to(cast.owner).of(cast.owner)
    assert list(own) == [made]
    assert not is_concerned(cast.owner, own.get())
    with pytest.raises(WorkflowError):
        services.note_month(made, by=cast.owner)


def test_the_history_names_nobody_who_may_close_the_account(cast):
    """Neither what is written now, nor what was written with names before the migration."""
    made = mentoring.in_force(cast)
    services.change_mentor(made, by=cast.officer, mentor=cast.reviewer.person, reason="调岗")
    services.assess(made, by=cast.officer, findings=mentoring.findings(made, score=Decimal("88.5")))
    assert list(made.events.order_by("pk").values_list("note", flat=True))[-2:] == ["调岗", "合格 88.5"]
    made.events.filter(verb="new_mentor").update(note="周工 → 李工：调岗")
    made.events.filter(verb="graduated").update(note="王海：合格 88.5")
    importlib.import_module("training.migrations.0006_names_out_of_notes").take_out(apps, None)
    assert list(made.events.order_by("pk").values_list("note", flat=True))[-2:] == ["调岗", "合格 88.5"]

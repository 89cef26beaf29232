"""What goes wrong on the way: other mentors, leavers, long terms, papers of long ago, and who has to be told."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal import audit
from alliance_portal.periods import months_later
from alliance_portal.workflow import WorkflowError
from members import services as members
from members.models import Notice
from tests.training import mentoring
from training import lineage, services
from training.services import Finding, UnfitError

pytestmark = pytest.mark.django_db


def told(user):
    return set(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_whoever_taught_until_now_is_told_of_the_new_mentor(cast):
    made = mentoring.in_force(cast)
    services.change_mentor(made, by=cast.officer, mentor=cast.colleague.person, reason="师傅调岗")
    assert "mentorship_new_mentor" in told(cast.owner)
    assert "mentorship_new_mentor" in told(cast.worker)


def test_another_mentor_of_a_renewal_is_asked_to_sign(cast):
    made = mentoring.not_passed(cast)
    ends_on = months_later(made.ends_on, 6)
    services.renew(made, by=cast.officer, ends_on=ends_on, reason="再练", mentor=cast.colleague.person)
    assert "mentorship_to_sign" in told(cast.colleague)
    assert "mentorship_new_mentor" in told(cast.owner)


def test_a_new_mentor_is_not_in_another_agreement_with_the_same_apprentice(cast):
    first = mentoring.in_force(cast)
    mentoring.in_force(cast, mentor=cast.colleague.person)
    with pytest.raises(UnfitError) as refusal:
        services.change_mentor(first, by=cast.officer, mentor=cast.colleague.person, reason="师傅调岗")
    assert refusal.value.field == "mentor"


def test_what_was_asked_before_the_assessment_does_not_wait_for_ever(cast):
    made = mentoring.in_force(cast)
    services.ask(made, by=cast.worker, kind="end", reason="想换工种")
    made = services.assess(made, by=cast.officer, findings=mentoring.findings(made, result="failed"))
    services.renew(made, by=cast.officer, ends_on=months_later(made.ends_on, 6), reason="再练")
    assert not made.requests.open().exists()


def test_five_years_are_renewed_too(cast):
    begun = months_later(mentoring.today(), -59)
    made = mentoring.not_passed(cast, starts_on=begun, ends_on=months_later(begun, 60))
    again = services.renew(made, by=cast.officer, ends_on=months_later(made.ends_on, 6), reason="再练")
    assert again.is_in_force
    with pytest.raises(UnfitError):
        services.extend(again, by=cast.officer, ends_on=months_later(again.ends_on, 6), reason="停产")


def test_what_was_signed_on_paper_long_ago_is_told_today(cast):
    made = mentoring.in_force(cast)
    assert made.signed_on < mentoring.today() - 60 * dt.timedelta(days=1)
    notice = Notice.objects.get(user=cast.worker, kind="mentorship_in_force")
    assert timezone.localdate(notice.created_at) == mentoring.today()


def test_an_apprentice_who_has_left_keeps_nobody_from_graduating(cast):
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, cast.colleague.person])
    own, theirs = made.apprenticeships.order_by("pk")
    members.roster.let_go(theirs.person, by=cast.officer)
    done = services.assess(made, by=cast.officer, findings={own.pk: Finding("passed")})
    theirs.refresh_from_db()
    assert (done.status, theirs.result, theirs.graduated_on) == ("graduated", "", None)


def test_of_leavers_alone_nobody_is_assessed(cast):
    made = mentoring.in_force(cast)
    members.roster.let_go(cast.worker.person, by=cast.officer)
    with pytest.raises(WorkflowError):
        services.assess(made, by=cast.officer, findings=mentoring.findings(made))


def test_the_form_asks_for_nobody_who_has_left(cast, client):
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, cast.colleague.person])
    members.roster.let_go(cast.colleague.person, by=cast.officer)
    client.force_login(cast.officer)
    form = client.get(f"/workbench/mentorships/{made.pk}/assess/").context["form"]
    assert [one.person for one in form.assessed] == [cast.worker.person]


def test_who_had_graduated_stays_in_the_lineage_when_the_rest_ends_early(cast):
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, cast.colleague.person])
    own, theirs = made.apprenticeships.order_by("pk")
    found = {own.pk: Finding("passed"), theirs.pk: Finding("failed")}
    made = services.assess(made, by=cast.officer, findings=found)
    services.end(made, by=cast.officer, reason="另一名徒弟改学装配")
    [tree] = lineage.trees()
    assert [one.person for one in tree.taught] == [cast.worker.person]


def test_the_register_leaves_an_entry_when_it_goes_out(cast, client):
    mentoring.in_force(cast)
    client.force_login(cast.officer)
    client.get("/workbench/mentorships/export.xlsx?q=周工")
    entry = audit.AuditEntry.objects.get(act=audit.Act.EXPORTED)
    assert (entry.actor, entry.detail) == (cast.officer.pk, "/workbench/mentorships/export.xlsx")


def test_a_stage_without_words_is_called_by_its_day(cast):
    stage = mentoring.in_force(cast).stages.first()
    assert str(stage.due_on.isoformat()) not in str(stage)
    assert f"{stage.due_on.day}" in str(stage)

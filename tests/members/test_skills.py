"""Certificates: who enters and confirms them, what a confirmed one does to the roster, and who is told when."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members import permissions, services
from members.models import Notice, Person, Role, SkillCertificate
from members.services import skills
from tests.factories import PersonFactory, SpecialityFactory, account
from tests.members import skilling
from workshops.models import SkillNeed


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kinds(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def grade(user):
    return Person.objects.get(user=user).skill_grade


def verbs(certificate):
    return list(certificate.events.values_list("verb", "actor_role"))


def test_one_s_own_waits_and_the_officers_are_told(cast):
    made = skilling.handed_in(cast.worker)
    assert (made.status, made.file_name, grade(cast.worker)) == ("waiting", "证书.jpg", "")
    assert (kinds(cast.officer), kinds(cast.worker)) == (["skill_handed_in"], [])
    assert verbs(made) == [("entered", "certified")]


def test_a_confirmed_one_raises_the_grade_with_history(cast):
    made = skills.confirm(skilling.handed_in(cast.worker), by=cast.officer)
    assert (made.status, grade(cast.worker)) == ("valid", "senior")
    assert verbs(made) == [("entered", "certified"), ("confirmed", "officer"), ("raised", "officer")]
    assert made.events.last().note == "由无提高到高级工"
    assert cast.worker.person.history.first().history_user == cast.officer
    assert kinds(cast.worker) == ["skill_confirmed"]
    assert Notice.objects.filter(user=cast.officer).unread().count() == 0


def test_a_lower_grade_lowers_nothing(cast):
    services.raise_skill_grade(cast.worker.person, "technician", by=cast.officer)
    made = skilling.entered(cast.worker.person, cast.officer, grade="junior")
    assert (made.status, grade(cast.worker)) == ("valid", "technician")
    assert verbs(made) == [("entered", "officer")]


def test_one_that_has_run_out_is_listed_and_raises_nothing(cast):
    made = skilling.entered(cast.worker.person, cast.officer, valid_until=skilling.in_days(-1))
    assert (made.state, grade(cast.worker)) == ("expired", "")
    assert list(SkillCertificate.objects.expired_on(skilling.today())) == [made]
    assert not SkillCertificate.objects.counting().exists()


def test_running_out_leaves_the_grade_of_the_roster(cast):
    skilling.entered(cast.worker.person, cast.officer, valid_until=skilling.in_days(10))
    skills.remind(timezone.now() + dt.timedelta(days=20))
    assert grade(cast.worker) == "senior"


@pytest.mark.parametrize(
    ("days", "state"), [(None, "valid"), (61, "valid"), (60, "expiring"), (0, "expiring"), (-1, "expired")]
)
def test_the_state_is_told_by_the_days_alone(cast, days, state):
    until = None if days is None else skilling.in_days(days)
    made = skilling.entered(cast.worker.person, cast.officer, valid_until=until)
    rows = SkillCertificate.objects
    assert made.state == state
    assert rows.in_force_on(skilling.today()).exists() == made.is_in_force_on(skilling.today()) == (state != "expired")
    assert rows.expiring_on(skilling.today()).exists() == (state == "expiring")


def test_days_that_do_not_fit_are_refused(cast):
    with pytest.raises(WorkflowError):
        skilling.handed_in(cast.worker, granted_on=skilling.in_days(1))
    with pytest.raises(WorkflowError):
        skilling.handed_in(cast.worker, valid_until=skilling.in_days(-500))
    assert not SkillCertificate.objects.exists()


def test_the_same_number_is_entered_once_and_again_after_it_was_taken_back(cast):
    first = skilling.handed_in(cast.worker)
    with pytest.raises(WorkflowError):
        skilling.entered(cast.worker.person, cast.officer)
    skills.withdraw(first, by=cast.worker)
    assert skilling.handed_in(cast.worker).status == "waiting"


def test_nothing_is_entered_for_those_who_left(cast):
    Person.objects.filter(user=cast.worker).update(in_service=False)
    with pytest.raises(WorkflowError):
        skilling.entered(cast.worker.person, cast.officer)


def test_refused_with_a_reason_corrected_and_confirmed(cast):
    with pytest.raises(WorkflowError):
        skilling.refused(cast.worker, cast.officer, reason=" ")
    made = skills.refuse(SkillCertificate.objects.get(), by=cast.officer, reason="照片看不清编号")
    assert kinds(cast.worker) == ["skill_refused"]
    changed = skills.change(made, by=cast.worker, **skilling.words(number="S2"))
    assert (changed.status, changed.number, changed.file_name) == ("waiting", "S2", "证书.jpg")
    assert kinds(cast.officer) == ["skill_handed_in", "skill_handed_in"]
    assert skills.confirm(changed, by=cast.officer).status == "valid"


def test_what_is_confirmed_is_no_longer_changed_by_its_owner(cast):
    made = skills.confirm(skilling.handed_in(cast.worker), by=cast.officer)
    with pytest.raises(TransitionError):
        skills.change(made, by=cast.worker, **skilling.words(grade="technician"))
    with pytest.raises(TransitionError):
        skills.withdraw(made, by=cast.worker)


def test_whoever_confirms_an_older_page_is_told(cast):
    made = skilling.handed_in(cast.worker)
    skills.change(made, by=cast.worker, version=1, **skilling.words(grade="technician"))
    with pytest.raises(StaleError):
        skills.confirm(made, by=cast.officer, version=1)
    assert grade(cast.worker) == ""


def test_nobody_changes_what_is_somebody_else_s_or_confirms_the_own(cast):
    made, own = skilling.handed_in(cast.worker), skilling.handed_in(cast.officer)
    with pytest.raises(WorkflowError):
        skills.withdraw(made, by=cast.colleague)
    with pytest.raises(WorkflowError):
        skills.confirm(own, by=cast.officer)


def test_taking_back_deletes_the_file(cast, django_capture_on_commit_callbacks):
    made = skilling.handed_in(cast.worker)
    storage, name = made.file.storage, made.file.name
    with django_capture_on_commit_callbacks(execute=True):
        gone = skills.withdraw(made, by=cast.worker)
    assert (gone.status, bool(gone.file), gone.file_name, storage.exists(name)) == ("withdrawn", False, "", False)


def test_revoked_for_a_reason_it_no_longer_counts(cast):
    made = skilling.entered(cast.worker.person, cast.officer)
    skills.revoke(made, by=cast.officer, reason="编号查无此证")
    assert not SkillCertificate.objects.counting().exists()
    assert (kinds(cast.worker)[-1], grade(cast.worker)) == ("skill_revoked", "senior")


def test_each_reminder_is_told_once(cast):
    skilling.entered(cast.worker.person, cast.officer, valid_until=skilling.in_days(30))
    skilling.entered(cast.colleague.person, cast.officer, valid_until=skilling.in_days(-3))
    skilling.entered(cast.owner.person, cast.officer, valid_until=skilling.in_days(300))
    for _n in range(2):
        call_command("run_due", verbosity=0)
    assert kinds(cast.worker) == ["skill_confirmed", "skill_runs_out"]
    assert kinds(cast.colleague) == ["skill_confirmed", "skill_has_run_out"]
    assert kinds(cast.owner) == ["skill_confirmed"]
    later = timezone.now() + dt.timedelta(days=31)
    assert skills.remind(later) == {"run out soon": 0, "have run out": 1}


def test_who_sees_a_certificate(cast, strangers, staff):
    made = skilling.handed_in(cast.worker)
    seen = {name: SkillCertificate.objects.visible_to(getattr(cast, name)).exists() for name in vars(cast) if name in
            ("worker", "colleague", "reviewer", "owner", "finance", "officer", "leader")}  # fmt: skip
    assert {name for name, sees in seen.items() if sees} == {"worker", "officer"}
    assert not SkillCertificate.objects.visible_to(strangers.officer).exists()
    assert SkillCertificate.objects.visible_to(staff).exists()
    gone = skills.withdraw(made, by=cast.worker)
    for user, sees in ((cast.worker, True), (cast.officer, False), (staff, False)):
        assert SkillCertificate.objects.visible_to(user).filter(pk=gone.pk).exists() == sees


def test_who_may_confirm(cast, strangers, staff):
    made, own = skilling.handed_in(cast.worker), skilling.handed_in(cast.officer)
    second = account(PersonFactory(department=cast.office), Role.OFFICER)
    may = permissions.can_decide_certificate
    assert [may(user, made) for user in (cast.officer, second, staff)] == [True] * 3
    assert [may(user, made) for user in (cast.worker, cast.leader, strangers.officer)] == [False] * 3
    assert [may(user, own) for user in (cast.officer, second)] == [False, True]


def test_a_merged_speciality_takes_certificates_and_needs_with_it(cast, staff):
    old, new = SpecialityFactory(name="电焊"), skilling.welding()
    made = skilling.entered(cast.worker.person, cast.officer, speciality=old)
    facts = {"least_grade": "senior", "number": 2}
    for unit, one in ((cast.shop, old), (cast.shop, new), (cast.office, old)):
        SkillNeed.objects.create(department=unit, speciality=one, **facts)
    services.merge_specialities(old, into=new, by=staff)
    made.refresh_from_db()
    assert made.speciality == new
    assert sorted(SkillNeed.objects.values_list("department", "speciality")) == sorted(
        [(cast.shop.pk, new.pk), (cast.office.pk, new.pk)]
    )

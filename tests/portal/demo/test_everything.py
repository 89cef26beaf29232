"""The demo: every status, true figures, nobody's real data, and nothing changed by a second run."""

import json
from collections import Counter
from io import StringIO
from itertools import pairwise

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from alliance_portal import demo
from alliance_portal.demo.build import multiply
from alliance_portal.demo.stories import PLOTS
from alliance_portal.periods import Period, add_months, last_day
from members.models import Enterprise, Person, RoleAssignment, User
from suggestions import rechecks
from suggestions.models import (
    BenefitAssessment,
    Board,
    Implementation,
    Milestone,
    NameConsent,
    Photo,
    Proposer,
    Recheck,
    Reward,
    RewardRule,
    RewardShare,
    Suggestion,
)
from suggestions.statistics import summarise
from suggestions.thanks import thanked
from tests.portal.demo.conftest import PASSWORD
from tests.suggestions.tallying import differences
from training.models import Attendance, Session
from workshops import readiness
from workshops.models import (
    Alliance,
    AllianceApplication,
    AllianceMembership,
    Booking,
    Designation,
    Evidence,
    FormerName,
    LeaderChange,
    MergedRequest,
    MergedRequestEvent,
    OrganTerm,
    PlanItem,
    Promise,
    Requirement,
    Superior,
    Venue,
    Visit,
    Workshop,
    WorkshopMembership,
)
from workshops.radar.asked import Asked
from workshops.radar.catalogue import Catalogue
from workshops.radar.proposals import proposals
from workshops.statistics import plates, recount, reports_saved

APPS = ("members", "workshops", "suggestions", "training", "alliance_portal")


def everything():
    """Every row of the portal's own tables."""
    models = [model for name in APPS for model in apps.get_app_config(name).get_models()]
    return {model._meta.label: sorted(model._base_manager.values_list(), key=str) for model in models}


def run(**options):
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


@pytest.mark.usefixtures("made")
def test_every_status_is_there():
    assert set(Suggestion.objects.values_list("status", flat=True)) == set(Suggestion.Status.values)


def test_every_story_is_told_somewhere():
    told = Counter(row["story"] for code in ("cf", "jc", "cj") for row in demo.tables.rows(f"ideas_{code}"))
    assert set(told) == set(PLOTS)


@pytest.mark.usefixtures("made")
def test_there_is_something_for_every_page():
    now = timezone.now()
    waiting = Suggestion.objects.filter(status="implementing", implementation__finished_at__isnull=False)
    late = Implementation.objects.filter(suggestion__status="implementing", due_on__lt=timezone.localdate())
    assert Suggestion.objects.overdue(timezone.localdate()).exists()
    assert waiting.exists()
    assert late.exists()
    assert BenefitAssessment.objects.filter(verified_yuan__gt=0).exists()
    assert BenefitAssessment.objects.filter(
        verified_at=None, claimed_yuan__gt=0, suggestion__status="implemented"
    ).exists()
    assert set(Photo.objects.values_list("kind", flat=True)) == {"before", "during", "after"}
    assert Session.objects.upcoming(now).count() >= 3
    assert Session.objects.past(now).filter(head_count__gt=0).exists()
    assert Attendance.objects.exists()
    assert Board.objects.live().count() == 7
    assert Board.objects.live().filter(enterprise=None).exists()
    assert Board.objects.revoked().exists()


@pytest.mark.usefixtures("made")
def test_the_gallery_has_something_for_everybody_and_something_that_stays_in_the_house():
    worker, this = User.objects.get(username="CF-010101"), timezone.localdate().replace(day=1)
    for enterprise in Enterprise.objects.all():
        done = Suggestion.objects.filter(enterprise=enterprise).lately_done()
        assert 0 < done.public().count() < done.count()
    assert {row.audience for row in NameConsent.objects.in_force()} == set(NameConsent.Audience.values)
    proposers = Proposer.objects.filter(suggestion__in=Suggestion.objects.lately_done())
    assert 0 < proposers.filter(consents__isnull=False).count() < proposers.count()
    months = [thanked(who, add_months(this, -back)) for who in (worker, AnonymousUser()) for back in range(4)]
    assert any(months[:4])
    assert any(months[4:])


@pytest.mark.usefixtures("made")
def test_practice_is_there_with_all_that_comes_of_it():
    everything, now = Suggestion.objects.all(), timezone.now()
    assert Milestone.objects.filter(done_at=None, due_on__lt=timezone.localdate(now)).exists()
    assert Milestone.objects.filter(done_at__isnull=False).exists()
    assert everything.filter(status="implemented", implementation__outcome="learned").count() == 1
    assert BenefitAssessment.objects.filter(verified_soft_yuan__gt=0, suggestion__effects__isnull=False).exists()
    assert set(Recheck.objects.values_list("result", flat=True)) == set(Recheck.Result.values)
    visits = everything.done().really_done().exclude(channel="ledger")
    assert visits.filter(rechecks.is_late()).exists()
    assert visits.filter(rechecks.is_owed()).exclude(rechecks.is_late()).exists()
    assert Implementation.objects.filter(quota_protected_until__gt=timezone.localdate(now)).exists()


@pytest.mark.usefixtures("made")
def test_rewards_are_at_every_step_and_the_worker_has_one_to_confirm():
    assert {"proposed", "approved", "sent", "paid", "received"} <= set(Reward.objects.values_list("status", flat=True))
    assert set(Reward.objects.values_list("basis", flat=True)) == {"counted", "reserve"}
    assert RewardShare.objects.own(User.objects.get(username="CF-010101")).to_be_confirmed().count() == 1
    assert RewardShare.objects.filter(missing_at__isnull=False).exists()
    assert RewardRule.objects.filter(enterprise__code="JC").count() == 1


@pytest.mark.usefixtures("made")
def test_three_superiors_are_merged_for_this_quarter_and_something_is_left_to_merge():
    now, today = timezone.now(), timezone.localdate()
    assert {one.system for one in Superior.objects.all()} == {"union", "labour", "science"}
    sent = MergedRequest.objects.get(status="sent")
    assert {part.requirement.superior.name for part in sent.parts.all()} == set(
        Superior.objects.values_list("name", flat=True)
    )
    assert sent.parts.first().period_first <= today <= last_day(sent.parts.first().period_last)
    assert 0 < sent.answers.unconfirmed().count() < sent.answers.count()
    assert not MergedRequestEvent.objects.filter(occurred_at__gt=now).exists()
    assert reports_saved(Period.this_year()).saved > 0
    asked = Asked(Requirement.objects.for_radar(), Workshop.objects.all())
    assert proposals(asked, today, Catalogue())


@pytest.mark.usefixtures("made")
def test_nothing_of_a_reward_happens_in_the_future_or_out_of_order():
    now = timezone.now()
    for reward in Reward.objects.prefetch_related("events"):
        moments = [event.occurred_at for event in sorted(reward.events.all(), key=lambda event: event.pk)]
        assert all(one <= two for one, two in pairwise([*moments, now])), reward.number


@pytest.mark.usefixtures("made")
def test_visits_are_at_every_step_and_so_are_their_promises():
    assert set(Visit.objects.values_list("status", flat=True)) == {"draft", "shared", "closed"}
    promises = Promise.objects.told()
    assert set(promises.values_list("status", flat=True)) == set(Promise.Status.values)
    assert promises.late(timezone.localdate()).exists()
    assert promises.kept().filter(confirmed_at=None).exists()
    assert promises.filter(events__verb="denied").exists()
    leader = User.objects.get(username="CF-070094")
    assert Visit.objects.visible_to(leader).count() == 2


@pytest.mark.usefixtures("made")
def test_venues_of_every_audience_have_photos_and_bookings_at_every_step():
    assert set(Venue.objects.values_list("audience", flat=True)) == set(Venue.Audience.values)
    assert not Venue.objects.filter(image="").exists()
    assert set(Booking.objects.values_list("status", flat=True)) == set(Booking.Status.values)
    worker, now = User.objects.get(username="CF-010101"), timezone.now()
    assert Booking.objects.filter(booked_by=worker).to_come(now).count() == 3
    keeper = User.objects.get(username="CF-070091")
    assert Booking.objects.in_venues_of(keeper).to_decide(now).count() >= 2


@pytest.mark.usefixtures("made")
def test_nothing_of_a_visit_or_a_booking_happens_in_the_future_or_out_of_order():
    now = timezone.now()
    for model in (Visit, Promise, Booking):
        for record in model.objects.prefetch_related("events"):
            moments = [event.occurred_at for event in sorted(record.events.all(), key=lambda event: event.pk)]
            assert all(one <= two for one, two in pairwise([*moments, now])), record


@pytest.mark.usefixtures("made")
def test_three_enterprises_have_their_people_and_roles():
    people = {one.code: one.people.count() for one in Enterprise.objects.all()}
    assert sorted(people) == ["CF", "CJ", "JC"]
    assert all(60 <= count <= 130 for count in people.values())
    held = Counter(RoleAssignment.objects.values_list("role", flat=True))
    assert held == {"district_staff": 1, "auditor": 1, "officer": 3, "reviewer": 3, "finance": 3, "leader": 3}


@pytest.mark.usefixtures("made")
def test_nobody_shares_a_name():
    names = list(Person.objects.values_list("name", flat=True))
    assert len(set(names)) == len(names)


@pytest.mark.usefixtures("made")
def test_alliances_are_nested_and_workshops_of_every_kind_have_one_leader():
    assert Alliance.objects.filter(parent__parent__parent=None, parent__parent__isnull=False).exists()
    assert set(Workshop.objects.values_list("kind", flat=True)) == set(Workshop.Kind.values)
    leaders = WorkshopMembership.objects.current().filter(role="leader")
    assert Counter(leaders.values_list("workshop", flat=True)) == Counter(Workshop.objects.values_list("pk", flat=True))


@pytest.mark.usefixtures("made")
def test_15_workshops_hold_18_plates_of_several_systems():
    today = timezone.localdate()
    found = plates.count(Workshop.objects.all(), today)
    assert (found.workshops, found.designations, found.without) == (15, 18, 0)
    systems = Designation.objects.valid_on(today).values("workshop").annotate(n=Count("system", distinct=True))
    assert max(one["n"] for one in systems) == 2
    assert set(Designation.objects.values_list("status", flat=True)) >= {"applied", "rectify", "reviewing", "revoked"}
    assert Designation.objects.review_due().exists()
    assert Designation.objects.rectification_late().exists()
    assert list(recount.differences(timezone.now())) == []


@pytest.mark.usefixtures("made")
def test_one_workshop_shows_how_ready_it_is():
    workshop = Workshop.objects.get(slug="cf-welding")
    ready = readiness.counted(readiness.checklist(workshop))
    assert min(ready.values()) > 0
    assert Evidence.objects.get().item.workshop == workshop
    assert workshop.acceptances.get().points < workshop.acceptances.get().most
    assert (FormerName.objects.count(), LeaderChange.objects.count()) == (1, 1)


@pytest.mark.usefixtures("made")
def test_alliances_have_organs_a_charter_members_who_come_and_go_and_a_plan():
    district = Alliance.objects.get(slug="district")
    assert set(district.terms.values_list("organ", flat=True)) == set(OrganTerm.Organ.values)
    assert district.charters.in_force().count() == 2
    held = AllianceMembership.objects.values_list("status", flat=True)
    assert set(held) == {"member", "rectifying", "left"}
    assert AllianceApplication.objects.waiting().count() == 1
    plan = district.plans.get(year=timezone.localdate().year)
    states = {item.state for item in plan.items.all()}
    assert states | {"plan_late"} == set(PlanItem.State)
    assert district.plans.get(year=plan.year - 1).is_closed
    assert plan.items.filter(carried_from__plan__year=plan.year - 1).exists()


@pytest.mark.usefixtures("made")
def test_suggestions_cover_nine_months_up_to_today():
    months = set(Suggestion.objects.values_list("month", flat=True))
    this = timezone.localdate().replace(day=1)
    assert {add_months(this, -back) for back in range(1, 10)} <= months


@pytest.mark.usefixtures("made")
def test_nothing_happens_in_the_future_or_out_of_order():
    now = timezone.now()
    for suggestion in Suggestion.objects.prefetch_related("events"):
        moments = [event.occurred_at for event in sorted(suggestion.events.all(), key=lambda event: event.pk)]
        assert all(one <= two for one, two in pairwise(moments)), suggestion.number
        assert moments[-1] <= now, suggestion.number
        assert moments[0] == suggestion.received_at, suggestion.number


@pytest.mark.usefixtures("made")
def test_the_sums_agree_with_the_rows():
    assert differences() == []


@pytest.mark.usefixtures("made")
def test_the_parts_add_up_to_the_whole():
    period = summarise(Suggestion.objects.all(), by="enterprise")
    for code in ("received", "answered", "adopted", "implemented", "verified_yuan"):
        assert sum(unit[code] for unit in period.units.values()) == period[code]


@pytest.mark.usefixtures("made")
def test_only_what_a_ledger_brought_lacks_reason_owner_and_photo():
    own = Suggestion.objects.exclude(channel="ledger")
    assert not own.filter(decisions__reason="").exists()
    assert not own.filter(status="implemented").really_done().exclude(photos__kind="after").exists()
    assert not Implementation.objects.filter(suggestion__in=own, owner=None).exists()
    assert Suggestion.objects.filter(channel="ledger").count() > own.count()


@pytest.mark.usefixtures("made")
def test_public_numbers_follow_the_calendar_of_each_channel():
    """Those that came with a problem or a result are told last, with the days of their story."""
    for enterprise in Enterprise.objects.all():
        told = enterprise.suggestions.filter(forwarded_to=None, result=None)
        for channel in ("web", "ledger"):
            rows = told.filter(channel=channel).order_by("received_at", "number")
            numbers = list(rows.values_list("number", flat=True))
            assert numbers == sorted(numbers)


@pytest.mark.parametrize("account", demo.ACCOUNTS, ids=lambda account: account.role)
@pytest.mark.usefixtures("made")
def test_every_account_signs_in_and_lands_on_its_page(account):
    client = Client()
    form = {"enterprise": account.code, "login": account.number, "password": PASSWORD}
    assert client.post("/accounts/login/", form).status_code == 302
    landed = client.get("/start/", follow=True)
    assert landed.status_code == 200
    assert landed.request["PATH_INFO"] == account.landing_page


@pytest.mark.usefixtures("made")
def test_nobody_else_can_sign_in_with_a_password():
    numbers = {account.number for account in demo.ACCOUNTS}
    others = User.objects.exclude(person__work_number__in=numbers).exclude(username__in=["union", "audit"])
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


@pytest.mark.usefixtures("made")
def test_the_worker_and_the_owner_have_something_to_do():
    worker, owner = User.objects.get(username="CF-010101"), User.objects.get(username="CF-040101")
    assert Suggestion.objects.mine(worker).waiting_for_author().count() == 2
    assert Suggestion.objects.owned_by(owner).waiting_for_owner().exists()


@pytest.mark.usefixtures("made")
def test_a_second_run_changes_nothing(debug):
    before = everything()
    assert "nothing was changed" in run()
    assert everything() == before


@pytest.mark.usefixtures("made")
def test_the_accounts_are_printed_for_scripts(debug):
    accounts = json.loads(run(json=True, password=PASSWORD))
    assert [account["role"] for account in accounts] == [
        "district_staff", "auditor", "officer", "reviewer", "finance", "leader", "head", "worker", "owner"
    ]  # fmt: skip
    assert accounts[3] == {
        "role": "reviewer",
        "enterprise": "CF",
        "work_number": "070092",
        "login": "CF-070092",
        "password": PASSWORD,
        "landing": "/workbench/queue/",
    }


@pytest.mark.usefixtures("made")
def test_a_password_that_was_not_given_is_not_claimed(debug):
    assert {account["password"] for account in json.loads(run(json=True, password="another"))} == {None}


@pytest.mark.usefixtures("made")
def test_more_rows_for_measuring_are_counted_like_the_others():
    before = Suggestion.objects.count()
    multiply(120, by=User.objects.get(username="union"))
    assert Suggestion.objects.count() == before + 120
    assert differences() == []

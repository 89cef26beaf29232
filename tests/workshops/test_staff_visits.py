"""Staff keep visits and venues in the admin: recording with promises, steps that ask first, minutes on paper."""

import pytest
from django.urls import reverse

from tests.factories import WorkshopFactory, picture
from tests.suggestions.telling import told
from tests.workshops import visiting
from tests.workshops.booking import VenueFactory, booked, fresh, statuses
from workshops import services
from workshops.models import Promise, Venue, Visit

ADD = reverse("admin:workshops_visit_add")
LIST = reverse("admin:workshops_visit_changelist")
PROMISES = reverse("admin:workshops_promise_changelist")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


def change(visit):
    return reverse("admin:workshops_visit_change", args=[visit.pk])


def step(visit, code):
    return reverse("admin:visit-step", args=[visit.pk, code])


def filled(enterprise, *promises, initial=0, **changes):
    """What the form of a visit sends, with these promises as new ones after `initial` old ones."""
    data = {
        "seen_version": "",
        "enterprise": enterprise.pk,
        "visited_on": visiting.today(-1).isoformat(),
        "union_people": "陈干事",
        "met": "企业工会主席",
        "findings": "三本台账",
        "promises-TOTAL_FORMS": initial + len(promises),
        "promises-INITIAL_FORMS": initial,
        "events-TOTAL_FORMS": 0,
        "events-INITIAL_FORMS": 0,
    }
    for place, promise in enumerate(promises, initial):
        data |= {f"promises-{place}-{name}": value for name, value in promise.items()}
    return data | changes


def to_do(**changes):
    return {"words": "对接职业学院", "due_on": visiting.today(7).isoformat(), "responsible_name": "经审办"} | changes


def test_a_visit_is_recorded_with_its_promises_at_once(desk, cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    sent = filled(cast.enterprise, to_do(), to_do(responsible=staff.pk, responsible_name=""), workshops=[workshop.pk])
    assert desk.post(ADD, sent).status_code == 302
    visit = Visit.objects.get()

    assert (visit.recorded_by, visit.status) == (staff, "draft")
    assert list(visit.workshops.all()) == [workshop]
    assert [one.who for one in visit.promises.order_by("pk")] == ["经审办", str(staff)]
    assert [visiting.verbs(one) for one in visit.promises.all()] == [["made"]] * 2
    assert told(cast.officer) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"visited_on": "2999-01-01"},
        {"findings": ""},
        {"promise": {"due_on": "2000-01-01"}},
        {"promise": {"responsible_name": ""}},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, cast, sent):
    promise = to_do(**sent.pop("promise", {}))
    answer = desk.post(ADD, filled(cast.enterprise, promise, **sent))
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert not Visit.objects.exists()


def test_workshops_and_guidance_of_others_are_refused_in_the_form(desk, cast, strangers):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    answer = desk.post(ADD, filled(cast.enterprise, workshops=[theirs.pk]))
    assert answer.context["adminform"].form.errors["workshops"] == ["请选择被调研企业的工作室。"]


def test_editing_keeps_history_and_notices_whoever_was_faster(desk, cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    stale = desk.post(change(visit), filled(cast.enterprise, findings="晚了", seen_version="7"))
    assert "刚才有人改过这条记录" in stale.content.decode()

    done = desk.post(change(visit), filled(cast.enterprise, findings="四本台账", seen_version=visit.version))
    assert done.status_code == 302
    changed = visiting.fresh(visit)
    assert (changed.findings, changed.version) == ("四本台账", visit.version + 1)
    assert visiting.verbs(visit) == ["recorded", "edited"]
    assert changed.history.latest("history_id").history_user == staff
    page = desk.get(reverse("admin:workshops_visit_history", args=[visit.pk])).content.decode()
    assert "四本台账" in page


def test_saving_what_was_not_changed_is_no_change(desk, cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    same = {name: getattr(visit, name) for name in ("union_people", "met", "findings", "internal_note")}
    sent = filled(cast.enterprise, visited_on=visit.visited_on.isoformat(), seen_version=visit.version, **same)
    assert desk.post(change(visit), sent).status_code == 302
    assert visiting.verbs(visit) == ["recorded"]


def test_what_the_enterprise_has_read_stays_as_it_is(desk, cast, strangers, staff):
    visit = visiting.shared(cast.enterprise, staff)
    promise = visiting.the_promise(visit)
    old = {"promises-0-id": promise.pk, "promises-0-visit": visit.pk, "promises-0-words": "不办了"}
    desk.post(change(visit), filled(strangers.enterprise, to_do(words="再加一件"), seen_version=visit.version))
    desk.post(change(visit), filled(cast.enterprise, seen_version=visiting.fresh(visit).version) | old)

    assert visiting.fresh(visit).enterprise == cast.enterprise
    assert [one.words for one in visit.promises.order_by("pk")] == ["帮助对接职业学院", "再加一件"]
    assert told(cast.officer)[-1] == "promise_added"


def test_a_closed_visit_is_only_read(desk, cast, staff):
    visit = visiting.shared(cast.enterprise, staff, due=())
    services.visits.close(visit, by=staff, words="办完了")
    assert "_save" not in desk.get(change(visit)).content.decode()
    assert desk.post(change(visit), filled(cast.enterprise)).status_code == 403


def test_sharing_asks_first_and_tells_the_enterprise(desk, cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    assert "发给企业" in desk.get(step(visit, "share")).content.decode()
    assert visiting.fresh(visit).status == "draft"
    assert desk.post(step(visit, "share")).url == change(visit)
    assert told(cast.officer) == ["visit_shared"]


def test_every_step_of_a_visit_is_taken_from_its_page(desk, cast, staff):
    visit = visiting.shared(cast.enterprise, staff, due=())
    for code, words in (("follow-up", "老师已定"), ("note", "内部备注"), ("close", "办完了"), ("reopen", "漏了一件")):
        assert step(visit, code) in desk.get(change(visiting.fresh(visit))).content.decode()
        assert desk.post(step(visit, code), {"words": ""}).status_code == 200
        assert desk.post(step(visit, code), {"words": words}).status_code == 302
    assert visiting.verbs(visit) == ["recorded", "shared", "followed_up", "noted", "closed", "reopened"]


def test_a_step_that_does_not_fit_is_refused_with_a_word(desk, cast, staff):
    visit = visiting.shared(cast.enterprise, staff)
    assert desk.get(step(visit, "share")).status_code == 302
    assert desk.get(step(visit, "nonsense")).status_code == 404
    answer = desk.post(step(visit, "close"), {"words": "先办结"})
    assert answer.status_code == 409
    assert "还有承诺没有结果" in answer.content.decode()
    assert answer.context["form"]["words"].value() == "先办结"


def test_a_draft_is_thrown_away_and_never_deleted(desk, cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    assert desk.post(reverse("admin:workshops_visit_delete", args=[visit.pk]), {"post": "yes"}).status_code == 403
    desk.post(step(visit, "discard"))
    assert visiting.fresh(visit).status == "discarded"


def test_the_list_is_filtered_by_enterprise_kind_and_late_promises(desk, cast, strangers, staff):
    late = visiting.shared(cast.enterprise, staff, due=(-1,))
    other = visiting.shared(strangers.enterprise, staff, due=(5,))
    kind = visiting.kind_of(cast.enterprise).kind

    def shown(**query):
        return set(desk.get(LIST, query).context["cl"].queryset.values_list("pk", flat=True))

    assert shown() == {late.pk, other.pk}
    assert shown(enterprise__id__exact=strangers.enterprise.pk) == {other.pk}
    assert shown(kind=kind.pk) == {late.pk}
    assert shown(promises="late") == {late.pk}
    assert shown(promises="open") == {late.pk, other.pk}


def act(desk, address, name, rows, **more):
    return desk.post(address, {"action": name, "_selected_action": [row.pk for row in rows], "index": 0, **more})


def test_promises_are_noted_where_they_are_listed(desk, cast, staff):
    visit = visiting.shared(cast.enterprise, staff, due=(3, 5))
    kept, given_up = visit.promises.order_by("due_on")
    assert act(desk, PROMISES, "keep", [kept]).status_code == 200
    assert visiting.fresh(kept).status == "open"
    act(desk, PROMISES, "keep", [kept], confirmed="yes", reason="协议签好了")
    act(desk, PROMISES, "give_up", [given_up], confirmed="yes", reason="学院不招生")
    assert [visiting.fresh(one).status for one in (kept, given_up)] == ["kept", "not_kept"]
    act(desk, PROMISES, "reopen", [given_up], confirmed="yes", reason="记错了")
    assert visiting.fresh(given_up).status == "open"
    for state in ("late", "open", "kept", "not_kept", "unconfirmed", "nonsense"):
        assert desk.get(PROMISES, {"state": state}).status_code == 200


def test_a_promise_of_a_draft_cannot_be_noted(desk, cast, staff):
    promise = visiting.promise(visiting.draft(cast.enterprise, staff), staff)
    act(desk, PROMISES, "keep", [promise], confirmed="yes", reason="好了")
    assert Promise.objects.get().status == "open"


def test_the_minutes_have_everything_but_the_internal_note(desk, cast, staff):
    visit = visiting.shared(cast.enterprise, staff, difficulties="缺老师", internal_note="内部：主席换人")
    page = desk.get(reverse("admin:visit-sheet", args=[visit.pk])).content.decode()
    assert [words in page for words in ("三个工作室各有一套台账。", "缺老师", "帮助对接职业学院")] == [True] * 3
    assert "主席换人" not in page


@pytest.mark.parametrize("who", ["officer", "leader", "worker"])
def test_none_of_it_is_for_enterprises(client, cast, staff, who):
    visit = visiting.shared(cast.enterprise, staff)
    client.force_login(getattr(cast, who))
    addresses = [change(visit), step(visit, "close"), reverse("admin:visit-figures")]
    addresses += [reverse("admin:visit-sheet", args=[visit.pk]), reverse("admin:visit-figures-file")]
    assert [client.get(address, follow=True).status_code for address in addresses] == [403] * 5


VENUE = reverse("admin:workshops_venue_add")


def venue_form(enterprise, **changes):
    data = {
        "seen_version": "",
        "name": "安全道场",
        "slug": "cf-safety",
        "kind": "safety",
        "enterprise": enterprise.pk,
        "place": "西门",
        "capacity": 20,
        "audience": "own",
        "longest_minutes": 120,
        "buffer_minutes": 0,
        "hours-TOTAL_FORMS": 1,
        "hours-INITIAL_FORMS": 0,
        "hours-0-weekday": 0,
        "hours-0-opens": "08:00",
        "hours-0-closes": "17:00",
    }
    return data | changes


def test_staff_register_a_venue_with_hours_and_photo(desk, cast):
    assert desk.post(VENUE, venue_form(cast.enterprise, photo=picture())).status_code == 302
    made = Venue.objects.get()
    assert made.image
    assert made.hours.count() == 1
    again = desk.post(
        reverse("admin:workshops_venue_change", args=[made.pk]),
        venue_form(cast.enterprise, capacity=50, seen_version=made.version + 3, **{"hours-TOTAL_FORMS": 0}),
    )
    assert "刚才有人改过这条记录" in again.content.decode()
    assert fresh(made).capacity == 20


def test_a_venue_of_another_s_workshop_is_refused(desk, cast, strangers):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    answer = desk.post(VENUE, venue_form(cast.enterprise, workshops=[theirs.pk]))
    assert "workshops" in answer.context["adminform"].form.errors


def test_venues_and_bookings_are_moved_by_actions_that_ask_first(desk, cast, staff):
    venue = VenueFactory(enterprise=cast.enterprise)
    bookings = reverse("admin:workshops_booking_changelist")
    first, second, third = (booked(venue, cast.worker, hour, hour + 1) for hour in (8, 9, 10))
    act(desk, bookings, "confirm", [first], confirmed="yes")
    act(desk, bookings, "decline", [second], confirmed="yes", reason="检修")
    act(desk, bookings, "cancel", [third])
    assert statuses() == ["confirmed", "declined", "asked"]
    act(desk, bookings, "cancel", [third], confirmed="yes", reason="停电")

    venues = reverse("admin:workshops_venue_changelist")
    act(desk, venues, "take_out_of_use", [venue], confirmed="yes", reason="改造")
    assert (fresh(venue).is_active, statuses()) == (False, ["cancelled", "declined", "cancelled"])
    act(desk, venues, "put_back_into_use", [venue], confirmed="yes")
    assert fresh(venue).is_active

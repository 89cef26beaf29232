"""The pages of mentoring: at the desk, on the phone, on paper, and who gets in."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from alliance_portal.periods import months_later
from members.services import grant_role
from tests.factories import WorkshopFactory, WorkshopMembershipFactory, picture
from tests.training import mentoring
from training import services
from training.models import GuidanceRecord, Mentorship, MentorshipRequest
from training.services import Finding

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"training:{name}", args=args)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.officer)
    return client


def sign_in(client, user):
    client.force_login(user)
    return client


def typed(**changed):
    begun = mentoring.today()
    return {
        "mentor": "0004", "apprentices": "王海", "guests": "", "trade": "焊工", "workshop": "", "number": "",
        "starts_on": begun, "ends_on": months_later(begun, 12), "target_grade": "senior", "goals": "独立补焊",
    } | changed  # fmt: skip


def photo(client, address):
    """The status of a photo, read to its end."""
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def body(response):
    return response.content.decode()


def test_an_empty_desk_says_what_to_do(desk):
    assert at("mentorship-new") in body(desk.get(at("mentorships")))


def test_the_desk_lists_filters_and_sorts(desk, cast):
    late = mentoring.in_force(
        cast, starts_on=months_later(mentoring.today(), -13), ends_on=mentoring.today() - dt.timedelta(days=3)
    )
    young = mentoring.draft(cast, apprentices=[cast.colleague.person], trade="钳工")
    assert [one.pk for one in desk.get(at("mentorships")).context["page_obj"]] == [young.pk, late.pk]
    for asked, found in [
        ("state=late", [late]), ("state=draft", [young]), ("q=钳工", [young]), ("q=赵敏", [young]), ("q=没有", []),
        ("sort=ends", [late, young]), ("workshop=nowhere", []),
    ]:  # fmt: skip
        page = desk.get(f"{at('mentorships')}?{asked}")
        assert [one.pk for one in page.context["page_obj"]] == [one.pk for one in found] or asked.startswith("workshop")
    assert 'href="/workbench/mentorships/"' in body(desk.get(at("mentorships") + "?q=没有"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_as_many_queries_for_three_rows_as_for_one(desk, cast, rows, django_assert_max_num_queries):
    for person in [cast.worker, cast.colleague, cast.finance][:rows]:
        mentoring.in_force(cast, apprentices=[person.person])
    with django_assert_max_num_queries(16):
        desk.get(at("mentorships"))


def test_an_agreement_is_drawn_up_with_a_guest(desk, cast, strangers):
    mentoring.guest(strangers)
    response = desk.post(at("mentorship-new"), typed(guests="jc-0101"))
    made = Mentorship.objects.get()
    assert response.url == at("mentorship", made.pk)
    assert [str(one.person.name) for one in made.apprenticeships.order_by("pk")] == ["王海", "何远"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"mentor": "没人"}, "mentor"),
        ({"apprentices": ""}, "apprentices"),
        ({"guests": "JC-9999"}, "guests"),
        ({"ends_on": mentoring.today()}, "ends_on"),
        ({"trade": ""}, "trade"),
        ({"apprentices": "0004"}, "mentor"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_lost(desk, cast, changed, field):
    page = desk.post(at("mentorship-new"), typed(**changed, goals="原来的目标"))
    assert field in page.context["form"].errors
    assert "原来的目标" in body(page)
    assert not Mentorship.objects.exists()


def test_a_leader_of_a_workshop_draws_up_for_it_and_searches_no_roster(client, cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    other = WorkshopFactory(enterprise=cast.enterprise)
    WorkshopMembershipFactory(workshop=workshop, person=cast.colleague.person, role="leader")
    sign_in(client, cast.colleague)
    page = client.post(at("mentorship-new"), typed(mentor="周", workshop=workshop.pk))
    assert "0004" not in str(page.context["form"].errors["mentor"])
    assert "workshop" in client.post(at("mentorship-new"), typed(workshop=other.pk)).context["form"].errors
    client.post(at("mentorship-new"), typed(workshop=workshop.pk))
    made = Mentorship.objects.get()
    assert (made.workshop, made.events.get().actor_role) == (workshop, "workshop_leader")
    assert client.get(at("mentorship-end", made.pk)).status_code == 403


def test_a_draft_is_changed_as_long_as_nobody_else_has(desk, cast):
    made = mentoring.draft(cast)
    form = desk.get(at("mentorship-change", made.pk)).context["form"]
    assert form["apprentices"].value() == "0001 王海"
    words = typed(version=made.version, trade="装配工")
    assert desk.post(at("mentorship-change", made.pk), words).url == at("mentorship", made.pk)
    stale = desk.post(at("mentorship-change", made.pk), words | {"trade": "又一个"})
    assert stale.status_code == 409
    assert "又一个" in body(stale)


def test_every_step_of_the_desk_opens_where_it_fits(desk, cast):
    draft, running = mentoring.draft(cast, apprentices=[cast.colleague.person]), mentoring.in_force(cast)
    failed = mentoring.not_passed(cast, apprentices=[cast.finance.person])
    done = mentoring.graduated(cast, apprentices=[cast.reviewer.person])
    steps = {"to-sign": draft, "paper": draft, "drop": draft, "assess": running, "extend": running, "mentor": running}
    steps |= {"end": running, "renew": failed, "award": done}
    for step, made in steps.items():
        page = desk.get(at(f"mentorship-{step}", made.pk))
        assert (page.status_code, page.context["fits"]) == (200, True), step
        assert at(f"mentorship-{step}", made.pk) in body(desk.get(at("mentorship", made.pk))), step
        other = running if made is draft else draft
        assert desk.get(at(f"mentorship-{step}", other.pk)).context["fits"] is False, step


def test_the_assessment_asks_for_every_apprentice(desk, cast):
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, cast.colleague.person])
    keys = [one.pk for one in made.apprenticeships.order_by("pk")]
    data = {"version": made.version, "assessed_on": mentoring.today(), f"result_{keys[0]}": "excellent"}
    page = desk.post(at("mentorship-assess", made.pk), data)
    assert list(page.context["form"].errors) == [f"result_{keys[1]}"]
    data |= {f"result_{keys[1]}": "passed", f"score_{keys[1]}": "88.5", f"grade_{keys[1]}": "intermediate"}
    desk.post(at("mentorship-assess", made.pk), data)
    made.refresh_from_db()
    assert made.status == "graduated"
    cast.colleague.person.refresh_from_db()
    assert cast.colleague.person.skill_grade == "intermediate"


def test_a_request_is_answered_at_the_desk(desk, cast):
    made = mentoring.in_force(cast)
    asked = services.ask(made, by=cast.worker, kind="end", reason="调岗")
    assert "调岗" in body(desk.get(at("mentorship", made.pk)))
    page = desk.get(at("mentorship-refuse", made.pk, asked.pk))
    data = {"version": page.context["form"]["version"].value(), "reason": "留岗"}
    desk.post(at("mentorship-refuse", made.pk, asked.pk), data)
    assert MentorshipRequest.objects.get().answered_at
    assert desk.get(at("mentorship-refuse", made.pk, asked.pk)).context["fits"] is False


def test_paper_has_four_copies_with_lines_to_sign(desk, cast):
    made = mentoring.in_force(cast)
    page = body(desk.get(at("mentorship-print", made.pk)))
    assert page.count("<article") == 4
    assert page.count("book__signing") == 4


def test_mentor_and_apprentice_sign_and_note_a_month_on_the_phone(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = mentoring.sent(cast)
    for user in (cast.owner, cast.worker):
        sign_in(client, user)
        page = client.get(at("my-mentorship-sign", made.pk))
        assert "独立完成侧围补焊" in body(page)
        client.post(at("my-mentorship-sign", made.pk), {"version": page.context["form"]["version"].value()})
    made.refresh_from_db()
    assert made.is_in_force
    assert at("my-mentorship-record", made.pk) in body(client.get(at("my-mentorship", made.pk)))
    client.post(at("my-mentorship-record", made.pk))
    client.post(at("my-mentorship-record", made.pk), {"words": "练平焊", "photo": picture()})
    record = GuidanceRecord.objects.get()
    assert (record.words, record.month) == ("练平焊", mentoring.today().replace(day=1))
    assert photo(client, record.small) == 200
    assert "练平焊" in body(client.get(at("my-mentorship", made.pk)))


def test_a_photo_of_a_month_is_for_those_on_it_and_those_who_keep_it(client, cast, strangers, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = mentoring.in_force(cast)
    sign_in(client, cast.worker).post(at("my-mentorship-record", made.pk), {"photo": picture()})
    address = GuidanceRecord.objects.get().large
    seen = {
        user.username: photo(sign_in(client, user), address)
        for user in (cast.owner, cast.officer, cast.colleague, strangers.officer)
    }
    assert list(seen.values()) == [200, 200, 404, 404]
    assert photo(sign_in(client, cast.worker), address.replace("large", "huge")) == 404
    shown = client.get(address)
    assert (bool(shown.getvalue()), shown["Cache-Control"]) == (True, "private, no-store")


def test_whoever_noted_a_month_removes_its_words_and_its_photo(
    client, cast, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    made = mentoring.in_force(cast)
    sign_in(client, cast.worker).post(at("my-mentorship-record", made.pk), {"words": "练平焊", "photo": picture()})
    services.end(made, by=cast.officer, reason="调岗")
    record = GuidanceRecord.objects.get()
    address = at("my-mentorship-clear", made.pk, record.code)
    assert [sign_in(client, user).get(address).status_code for user in (cast.owner, cast.colleague)] == [403, 404]
    assert address in body(sign_in(client, cast.worker).get(at("my-mentorship", made.pk)))
    assert "what" in client.post(address).context["form"].errors
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"what": ["photo"]})
    record.refresh_from_db()
    assert (record.words, bool(record.image), list(tmp_path.rglob("*.webp"))) == ("练平焊", False, [])
    assert "photo" in client.post(address, {"what": ["photo"]}).context["form"].errors["what"][0]
    client.post(address, {"what": ["words"]})
    record.refresh_from_db()
    assert (record.words, record.month) == ("", mentoring.today().replace(day=1))
    assert address not in body(client.get(at("my-mentorship", made.pk)))


def test_each_apprentice_reads_the_own_result_alone(client, cast):
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, cast.colleague.person])
    one, other = made.apprenticeships.order_by("pk")
    found = {one.pk: Finding("excellent", Decimal("91.5")), other.pk: Finding("failed", Decimal("43.2"))}
    services.assess(made, by=cast.officer, findings=found)

    def scores(user, name):
        page = body(sign_in(client, user).get(at(name, made.pk)))
        return ["91.5" in page, "43.2" in page]

    read = [scores(user, "my-mentorship") for user in (cast.worker, cast.colleague, cast.owner)]
    assert read == [[True, False], [False, True], [True, True]]
    assert scores(cast.officer, "mentorship") == scores(cast.leader, "mentorship") == [True, True]


def test_words_of_a_draft_are_read_by_nobody_it_concerns(client, cast):
    made = mentoring.draft(cast)
    assert sign_in(client, cast.worker).get(at("my-mentorship", made.pk)).status_code == 404
    services.send_to_sign(made, by=cast.officer)
    assert client.get(at("my-mentorship", made.pk)).status_code == 200
    assert str(made) in body(client.get(at("my-mentorships")))


def test_the_worker_asks_and_the_mentor_writes_stages(client, cast):
    made = mentoring.in_force(cast)
    sign_in(client, cast.worker).post(at("my-mentorship-ask", made.pk), {"kind": "objection", "reason": "晚了"})
    assert not MentorshipRequest.objects.exists()
    client.post(at("my-mentorship-ask", made.pk), {"kind": "end", "reason": "调岗"})
    assert MentorshipRequest.objects.get().reason == "调岗"
    stage = made.stages.first()
    assert client.get(at("stage-change", made.pk, stage.pk)).status_code == 403
    page = sign_in(client, cast.owner).get(at("stage-change", made.pk, stage.pk))
    data = {"version": page.context["form"]["version"].value(), "content": "平焊", "due_on": stage.due_on}
    assert client.post(at("stage-change", made.pk, stage.pk), data).url == at("my-mentorship", made.pk)
    assert "平焊" in body(client.get(at("my-mentorship", made.pk)))


@pytest.mark.parametrize(
    ("role", "desk", "one"),
    [
        ("worker", 403, 404), ("colleague", 403, 404), ("finance", 403, 404), ("officer", 200, 200),
        ("leader", 200, 200),
    ],
)  # fmt: skip
def test_who_gets_to_the_desk(client, cast, role, desk, one):
    made = mentoring.in_force(cast)
    sign_in(client, getattr(cast, role))
    assert client.get(at("mentorships")).status_code == desk
    assert client.get(at("mentorship", made.pk)).status_code == one


def test_another_enterprise_sees_what_its_people_are_in_and_changes_nothing(client, cast, strangers):
    made = mentoring.in_force(cast)
    sign_in(client, strangers.officer)
    assert client.get(at("mentorship", made.pk)).status_code == 404
    theirs = mentoring.in_force(cast, apprentices=[mentoring.guest(strangers).person])
    assert client.get(at("mentorship", theirs.pk)).status_code == 200
    for step in ("assess", "extend", "mentor", "end"):
        assert client.get(at(f"mentorship-{step}", theirs.pk)).status_code == 403
        assert at(f"mentorship-{step}", theirs.pk) not in body(client.get(at("mentorship", theirs.pk)))


def test_stages_far_ahead_are_folded_away(desk, cast):
    begun = mentoring.today() - dt.timedelta(days=10)
    made = mentoring.in_force(cast, starts_on=begun, ends_on=months_later(begun, 24))
    page = desk.get(at("mentorship", made.pk))
    assert (page.context["fold_from"], page.context["later"]) == (3, 10)
    assert body(page).count("<details") == body(desk.get(at("mentorships"))).count("<details") + 1
    short = mentoring.in_force(cast, apprentices=[cast.colleague.person])
    assert desk.get(at("mentorship", short.pk)).context["later"] in (0, 2)


def test_what_another_enterprise_keeps_is_listed_and_not_counted(client, cast, strangers):
    mentoring.in_force(cast, apprentices=[mentoring.guest(strangers).person])
    page = sign_in(client, strangers.officer).get(at("mentorships"))
    assert (len(page.context["page_obj"]), page.context["figures"].mentorships) == (1, 0)
    assert sign_in(client, cast.officer).get(at("mentorships")).context["figures"].mentorships == 1


def test_an_officer_of_two_enterprises_chooses_for_which(client, cast, strangers, staff):
    grant_role(cast.officer, "officer", strangers.enterprise, by=staff)
    sign_in(client, cast.officer)
    page = body(client.get(at("mentorships")))
    assert all(f"?enterprise={code}" in page for code in ("CF", "JC"))
    address = at("mentorship-new") + "?enterprise=JC"
    client.post(address, typed())
    assert Mentorship.objects.get().enterprise == strangers.enterprise
    assert client.get(at("mentorship-new") + "?enterprise=XX").status_code == 404


def test_the_register_goes_out_as_the_list_is_filtered(desk, cast):
    mentoring.in_force(cast)
    response = desk.get(at("mentorships-export") + "?q=焊工")
    assert response.headers["Content-Type"].endswith("sheet")
    assert response.content.startswith(b"PK")


@pytest.mark.parametrize("rows", [1, 3])
def test_three_own_agreements_cost_as_many_queries_as_one(client, cast, rows, django_assert_max_num_queries):
    for mentor in (cast.owner, cast.colleague, cast.finance)[:rows]:
        mentoring.in_force(cast, mentor=mentor.person)
    sign_in(client, cast.worker)
    with django_assert_max_num_queries(10):
        assert len(client.get(at("my-mentorships")).context["page_obj"]) == rows


def test_words_noted_meanwhile_are_told_and_nothing_typed_is_lost(client, cast):
    made = mentoring.in_force(cast)
    address = at("my-mentorship-record", made.pk)
    page = sign_in(client, cast.worker).get(address)
    typed = {"words": "练了横焊", "seen": page.context["form"]["seen"].value() or ""}
    services.note_month(made, by=cast.worker, words="练了立焊")
    told = client.post(address, typed)
    assert told.status_code == 409
    assert all(words in body(told) for words in ("练了横焊", "练了立焊"))
    assert client.post(address, typed | {"seen": told.context["form"]["seen"].value()}).status_code == 302
    assert GuidanceRecord.objects.get().words == "练了横焊"

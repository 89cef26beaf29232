"""The readiness checklist: what is said, what the portal knows, the files behind it, and the acceptance on the spot."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from alliance_portal.workflow import StaleError, WorkflowError
from tests.factories import PersonFactory, WorkshopFactory, WorkshopMembershipFactory, picture
from tests.paper_files import package, pdf
from tests.workshops import plating
from workshops import headings, readiness, services
from workshops.models import Acceptance, Evidence, ReadinessItem


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")


def lines(workshop):
    return {line.heading.code: line for _name, own in readiness.checklist(workshop) for line in own}


def say(workshop, by, heading="rules", state="there", **facts):
    return services.readiness.say(workshop, by=by, heading=heading, state=state, **facts)


def page(workshop, name="readiness", *args):
    return reverse(f"workshops:{name}", args=[workshop.slug, *args])


def desk(client, user):
    client.force_login(user)
    return client


# What is said and what is known


def test_all_six_haves_and_eight_headings_are_there(workshop):
    found = readiness.checklist(workshop)
    assert [len(own) for _name, own in found] == [6, 8]
    assert headings.MOST_POINTS == 100
    assert readiness.counted(found) == {"missing": 14, "in_hand": 0, "there": 0, "all": 14}


def test_the_portal_fills_in_what_it_knows_and_says_so(cast, staff, workshop):
    lead = WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader", title="model_worker")
    for _n in range(2):
        WorkshopMembershipFactory(workshop=workshop, person=PersonFactory(department=cast.team))
    plating.hung(workshop, staff)
    services.describe(workshop, by=staff, place="东区二楼", floor_space=60)

    found = lines(type(workshop).objects.get())
    known = {code: line.state.value for code, line in found.items() if line.is_found}
    assert known == {"leader": "there", "team": "there", "innovators": "there", "sign": "there", "venue": "there"}
    assert lead.person.name in found["leader"].known.words
    assert "市劳模创新工作室" in found["sign"].known.words
    assert not found["rules"].is_found


def test_too_few_people_and_too_little_space_are_in_hand(cast, staff, workshop):
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person)
    services.describe(workshop, by=staff, place="东区二楼", floor_space=30)
    found = lines(type(workshop).objects.get())
    assert (found["team"].state, found["venue"].state, found["leader"].state) == ("in_hand", "in_hand", "missing")


def test_a_revoked_plate_is_no_plate_at_the_door(staff, workshop):
    plating.revoked(workshop, staff, plating.ago(1))
    plating.wished(workshop, staff)
    assert lines(workshop)["sign"].state == "missing"


def test_what_somebody_says_goes_before_what_the_portal_found(cast, workshop):
    say(workshop, cast.officer, heading="leader", state="in_hand", words="正在选。")
    line = lines(workshop)["leader"]
    assert (line.state, line.is_said, line.is_found) == ("in_hand", True, False)
    assert line.known is not None
    assert (line.item.said_by, line.item.words) == (cast.officer, "正在选。")


def test_earlier_words_stay_in_the_history(cast, workshop):
    say(workshop, cast.officer, words="在写。", state="in_hand")
    item = say(workshop, cast.officer, words="已上墙。", version=1)
    assert list(item.history.values_list("words", "history_user")) == [
        ("已上墙。", cast.officer.pk),
        ("在写。", cast.officer.pk),
    ]


def test_whoever_was_faster_is_noticed(cast, staff, workshop):
    say(workshop, cast.officer)
    with pytest.raises(StaleError):
        say(workshop, staff, state="missing", version=0)
    with pytest.raises(WorkflowError):
        say(workshop, staff, heading="nothing")


# Files


def with_file(workshop, by, heading="rules"):
    say(workshop, by, heading=heading, documents=[plating.document("制度.png")])
    return Evidence.objects.get(item__heading=heading)


def test_a_file_shows_it_and_is_taken_away_again(cast, workshop, django_capture_on_commit_callbacks):
    kept = with_file(workshop, cast.officer)
    storage, name = kept.file.storage, kept.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        services.readiness.remove_evidence(kept, by=cast.officer)
    assert not Evidence.objects.exists()
    assert not storage.exists(name)
    assert "制度.jpg" in ReadinessItem.objects.get().history.first().history_change_reason


def test_the_file_of_a_failed_move_does_not_stay_behind(cast, workshop, monkeypatch, tmp_path):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(DatabaseError):
        with_file(workshop, cast.officer)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not ReadinessItem.objects.exists()


def test_no_more_files_than_can_be_read(cast, workshop, monkeypatch):
    monkeypatch.setattr("workshops.services.plate_documents.MOST_DOCUMENTS", 1)
    with_file(workshop, cast.officer)
    with pytest.raises(WorkflowError):
        say(workshop, cast.officer, documents=[plating.document()], version=1)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("leader", 200),
        ("led", 200),
        ("staff", 200),
        ("worker", 404),
        ("reviewer", 404),
        ("stranger", 404),
    ],
)
def test_a_file_is_for_those_at_work_and_nobody_else(client, cast, strangers, staff, workshop, who, status):
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    users = {"led": cast.owner, "staff": staff, "stranger": strangers.officer}
    kept = with_file(workshop, staff)
    answer = desk(client, users.get(who) or getattr(cast, who)).get(reverse("workshops:evidence", args=[kept.pk]))
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content)
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_visitor_is_asked_to_sign_in(client, staff, workshop):
    kept = with_file(workshop, staff)
    assert client.get(reverse("workshops:evidence", args=[kept.pk])).status_code == 302


def test_nothing_of_another_enterprise_leaks_through_any_page(client, cast, strangers, staff, workshop):
    """The canary: its words, its file and its points stand on no page that a stranger can open."""
    kept = with_file(workshop, staff)
    say(workshop, staff, heading="funds", words="金丝雀八万元")
    made = plating.accepted(workshop, staff, opinion="金丝雀意见")
    desk(client, strangers.officer)
    own = WorkshopFactory(enterprise=strangers.enterprise)
    addresses = [
        page(workshop), page(workshop, "at-work"), page(workshop, "readiness-say", "funds"),
        page(workshop, "acceptance", made.pk), page(own, "acceptance", made.pk),
        reverse("workshops:evidence", args=[kept.pk]), reverse("workshops:evidence-remove", args=[kept.pk]),
    ]  # fmt: skip
    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
    for address in (page(own), page(own, "at-work"), reverse("workshops:plates"), workshop.get_absolute_url()):
        shown = client.get(address).content.decode()
        assert ("金丝雀" in shown, "制度.jpg" in shown) == (False, False), address
    assert client.post(reverse("workshops:evidence-remove", args=[kept.pk])).status_code == 404
    assert Evidence.objects.exists()


# Pages


def test_the_officer_says_how_far_it_is_with_a_file(client, cast, workshop):
    address = page(workshop, "readiness-say", "rules")
    answer = desk(client, cast.officer).post(
        address, {"version": 0, "state": "there", "words": "已上墙", "file": pdf("制度.pdf")}
    )
    assert answer.url == f"{page(workshop)}#rules"
    shown = client.get(page(workshop)).content.decode()
    assert ("已上墙" in shown, "制度.pdf" in shown, str(cast.officer) in shown) == (True, True, True)


@pytest.mark.parametrize("upload", [lambda: picture("照片.jpg"), lambda: package("docx"), lambda: package("xlsx")])
def test_pictures_and_office_files_show_it_too(client, cast, workshop, upload):
    address = page(workshop, "readiness-say", "rules")
    desk(client, cast.officer).post(address, {"version": 0, "state": "there", "file": upload()})
    assert Evidence.objects.count() == 1


def test_what_is_missing_is_said_and_the_words_stay(client, cast, workshop):
    address = page(workshop, "readiness-say", "rules")
    answer = desk(client, cast.officer).post(
        address, {"version": 0, "words": "已上墙", "file": package("docx", parts={"word/vbaProject.bin": b"x"})}
    )
    assert set(answer.context["form"].errors) == {"state", "file"}
    assert "已上墙" in answer.content.decode()


def test_two_tabs_do_not_overwrite_each_other(client, cast, workshop):
    address = page(workshop, "readiness-say", "rules")
    desk(client, cast.officer)
    client.post(address, {"version": 0, "state": "there", "words": "第一"})
    answer = client.post(address, {"version": 0, "state": "missing", "words": "第二"})
    assert answer.status_code == 409
    assert "第二" in answer.content.decode()
    assert ReadinessItem.objects.get().words == "第一"


@pytest.mark.parametrize(("who", "look", "write"), [("officer", 200, 200), ("leader", 200, 403), ("worker", 404, 404)])
def test_who_looks_and_who_writes(client, cast, workshop, who, look, write):
    desk(client, getattr(cast, who))
    assert client.get(page(workshop)).status_code == look
    assert client.get(page(workshop, "readiness-say", "rules")).status_code == write
    assert client.get(page(workshop, "readiness-say", "nothing")).status_code == (404 if write == 200 else write)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_checklist_costs_the_same_however_much_is_said(
    client, cast, staff, workshop, rows, django_assert_num_queries
):
    for heading in list(headings.HEADINGS)[:rows]:
        say(workshop, staff, heading=heading, documents=[plating.document()])
    desk(client, cast.officer)
    client.get(page(workshop))
    with django_assert_num_queries(12):
        client.get(page(workshop))


# On the spot


def filled_in(**facts):
    points = {f"points_{heading.code}": heading.most for heading in headings.EIGHT}
    return (
        points | {"held_on": plating.ago(1).isoformat(), "opinion": "台账要分册。", "note_ledger": "缺签到表"} | facts
    )


def test_staff_record_an_acceptance_and_everybody_at_work_reads_it(client, cast, staff, workshop):
    desk(client, staff).post(page(workshop, "acceptance-new"), filled_in(points_ledger=10))
    made = Acceptance.objects.get()
    assert (made.points, made.most, made.recorded_by) == (95, 100, staff)
    shown = desk(client, cast.officer).get(page(workshop, "acceptance", made.pk)).content.decode()
    assert ("台账要分册。" in shown, "缺签到表" in shown, ">95<" in shown) == (True, True, True)
    assert "95" in client.get(page(workshop)).content.decode()


@pytest.mark.parametrize("who", ["officer", "leader"])
def test_only_staff_record_it(client, cast, workshop, who):
    assert desk(client, getattr(cast, who)).post(page(workshop, "acceptance-new"), filled_in()).status_code == 403
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"points_effect": 26}, {"points_effect"}),
        ({"points_sign": ""}, {"points_sign"}),
        ({"points_sign": "-1", "opinion": ""}, {"points_sign", "opinion"}),
        ({"held_on": "2099-01-01"}, {"held_on"}),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(client, staff, workshop, facts, fields):
    answer = desk(client, staff).post(page(workshop, "acceptance-new"), filled_in(**facts))
    assert set(answer.context["form"].errors) == fields
    assert "缺签到表" in answer.content.decode()


def test_a_later_visit_stands_beside_the_earlier_one(staff, workshop):
    plating.accepted(workshop, staff, plating.ago(30))
    plating.accepted(workshop, staff, plating.ago(1))
    with pytest.raises(WorkflowError):
        plating.accepted(workshop, staff, plating.ago(1))
    assert [one.held_on for one in workshop.acceptances.all()] == [plating.ago(1), plating.ago(30)]


TOO_MANY = {heading.code: heading.most + (heading.code == "funds") for heading in headings.EIGHT}
WRONG = [{"opinion": " "}, {"held_on": plating.ahead(1)}, {"scores": {}}, {"scores": TOO_MANY}]


def test_what_was_found_on_the_spot_is_for_those_at_work_and_staff(cast, strangers, staff, workshop):
    plating.accepted(workshop, staff)
    readers = (staff, cast.officer, cast.leader, cast.worker, strangers.officer)
    assert [Acceptance.objects.visible_to(user).exists() for user in readers] == [True, True, True, False, False]


@pytest.mark.parametrize("wrong", WRONG)
def test_the_service_refuses_what_is_not_whole(staff, workshop, wrong):
    with pytest.raises(WorkflowError):
        plating.accepted(workshop, staff, **wrong)

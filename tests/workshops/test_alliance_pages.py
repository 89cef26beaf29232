"""The pages of alliances: the own workshops' memberships, applications, organs and charters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import AllianceFactory, AllianceMembershipFactory, PersonFactory, WorkshopFactory, account
from tests.paper_files import pdf, upload
from tests.workshops.alliances import day, fresh, lead, member, paper, term
from workshops.models import AllianceApplication, AllianceMembership, Charter, OrganTerm
from workshops.services import applications, charters, memberships

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def trade(db, strangers):
    """Kept by the strangers' officers."""
    alliance = AllianceFactory(name="焊接联盟", slug="welding", scope="trade")
    term(alliance, enterprise=strangers.enterprise, public_name="甲辰秘书处")
    return alliance


@pytest.fixture
def workshop(cast):
    made = WorkshopFactory(name="焊装工作室", slug="body", enterprise=cast.enterprise)
    lead(made, cast.worker)
    return made


@pytest.fixture
def held(trade, workshop):
    AllianceMembershipFactory(alliance=trade, workshop=workshop)
    return workshop.alliance_memberships.get()


@pytest.fixture
def asked(trade, workshop, cast):
    return applications.apply(trade, workshop, by=cast.worker, words="想一起攻关。")


def at(name, *args):
    return reverse(f"workshops:{name}", args=args)


def text_of(response):
    return response.content.decode()


def test_the_desk_shows_memberships_applications_and_what_was_before(client, cast, held, workshop, staff):
    other = AllianceFactory(name="区联盟")
    applications.apply(other, workshop, by=cast.worker, words="想加入")
    memberships.leave(held, by=cast.worker, reason="合并到机修")
    client.force_login(cast.worker)
    shown = client.get(at("alliances"))
    (row,) = shown.context["page_obj"]
    assert (row.held, len(row.asked), len(row.past)) == ([], 1, 1)
    assert "合并到机修" in text_of(shown)
    assert row.may_run


def test_an_enterprise_leader_sees_and_does_not_act(client, cast, held):
    client.force_login(cast.leader)
    shown = client.get(at("alliances"))
    (row,) = shown.context["page_obj"]
    assert not row.may_run
    assert at("membership-leave", held.pk) not in text_of(shown)
    assert client.get(at("membership-leave", held.pk)).status_code == 403


def test_the_secretariat_finds_what_waits(client, strangers, asked):
    client.force_login(strangers.officer)
    shown = client.get(at("alliances"))
    assert [(one.name, one.waiting) for one in shown.context["kept"]] == [("焊接联盟", 1)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_however_long(client, cast, trade, rows, django_assert_num_queries):
    for _row in range(rows):
        made = WorkshopFactory(enterprise=cast.enterprise)
        lead(made, cast.owner)
        AllianceMembershipFactory(alliance=trade, workshop=made)
        AllianceMembershipFactory(alliance=AllianceFactory(), workshop=made, left_on=day(-1))
        applications.apply(AllianceFactory(), made, by=cast.officer, words="想加入")
    client.force_login(cast.officer)
    with django_assert_num_queries(13):  # four lists are brought along for each page, and the secretariat is looked for
        client.get(at("alliances"))


def test_a_leader_asks_for_the_workshop_to_be_taken_in(client, cast, trade, workshop):
    client.force_login(cast.worker)
    page_before = client.get(at("application-new") + "?workshop=body")
    assert page_before.context["form"].initial["workshop"] == "body"
    sent = client.post(at("application-new"), {"workshop": "body", "alliance": "welding", "words": "想一起攻关。"})
    assert sent.url == AllianceApplication.objects.get().get_absolute_url()
    assert AllianceApplication.objects.get().events.get().actor_role == "workshop_leader"


def test_a_refused_application_keeps_what_was_typed(client, cast, held):
    client.force_login(cast.officer)
    data = {"workshop": "body", "alliance": "welding", "words": "想一起攻关。"}
    again = client.post(at("application-new"), data)
    assert again.status_code == 409
    assert "belongs to 焊接联盟 already" in text_of(again)
    assert "想一起攻关。" in text_of(again)
    assert client.post(at("application-new"), {**data, "words": " "}).context["form"].errors.keys() == {"words"}


def test_nobody_asks_for_a_workshop_of_others(client, cast, strangers, trade, workshop):
    foreign = WorkshopFactory(slug="foreign", enterprise=strangers.enterprise)
    client.force_login(cast.worker)
    sent = client.post(at("application-new"), {"workshop": foreign.slug, "alliance": "welding", "words": "想加入"})
    assert sent.context["form"].errors.keys() == {"workshop"}
    client.force_login(cast.colleague)
    assert client.get(at("application-new")).status_code == 403


def test_the_secretariat_answers_on_the_page(client, strangers, asked):
    client.force_login(strangers.officer)
    address = asked.get_absolute_url()
    empty = client.post(address, {"decision": "", "answer": "", "version": asked.version})
    assert empty.context["form"].errors.keys() == {"decision", "answer"}
    data = {"decision": "accept", "answer": "欢迎", "joined_on": day(-2), "version": asked.version}
    assert client.post(address, data).status_code == 302
    membership = AllianceMembership.objects.get()
    assert (membership.joined_on, membership.events.get().actor_role) == (day(-2), "secretariat")
    late = client.post(address, {**data, "decision": "decline"})
    assert late.status_code == 409
    assert "so the step no longer fits" in text_of(late) or "Somebody else" in text_of(late)


def test_who_only_asked_reads_the_answer_and_does_not_give_it(client, cast, asked, strangers):
    client.force_login(cast.worker)
    assert client.get(asked.get_absolute_url()).context["form"] is None
    data = {"decision": "accept", "answer": "欢迎", "version": asked.version}
    assert client.post(asked.get_absolute_url(), data).status_code == 403
    applications.decline(asked, by=strangers.officer, answer="今年没有这个方向。")
    assert "今年没有这个方向。" in text_of(client.get(asked.get_absolute_url()))
    for stranger in (cast.reviewer, strangers.worker):
        client.force_login(stranger)
        assert client.get(asked.get_absolute_url()).status_code == 404


def test_an_application_is_withdrawn_after_asking(client, cast, strangers, asked):
    address = at("application-withdraw", asked.pk)
    client.force_login(strangers.officer)
    assert client.get(address).status_code == 403
    client.force_login(cast.worker)
    assert client.get(address).context["fits"]
    assert client.post(address, {"version": asked.version}).status_code == 302
    assert fresh(asked).status == "withdrawn"
    assert not client.get(address).context["fits"]


def test_a_workshop_leaves_after_saying_why(client, cast, held, strangers):
    address = at("membership-leave", held.pk)
    client.force_login(cast.worker)
    refused = client.post(address, {"reason": "", "left_on": "", "version": held.version})
    assert refused.context["form"].errors.keys() == {"reason"}
    assert client.post(address, {"reason": "合并", "left_on": "", "version": held.version}).status_code == 302
    assert fresh(held).left_on == day()
    client.force_login(strangers.officer)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["leave", "rectify", "clear", "remove"])
def test_the_steps_of_a_membership_are_not_there_for_who_takes_no_part(client, cast, held, name):
    outsider = account(PersonFactory(), "officer")
    client.force_login(outsider)
    assert client.get(at(f"membership-{name}", held.pk)).status_code == 404
    client.force_login(cast.colleague)
    assert client.get(at(f"membership-{name}", held.pk)).status_code == 403


def test_the_secretariat_gives_time_clears_and_removes(client, strangers, held):
    client.force_login(strangers.officer)
    data = {"reason": "半年没有活动", "rectify_by": day(9), "version": held.version}
    assert client.post(at("membership-rectify", held.pk), data).url == at("keep", "welding")
    early = client.post(at("membership-remove", held.pk), {"reason": "没有改", "version": fresh(held).version})
    assert early.status_code == 409
    assert "not over yet" in text_of(early)
    cleared = client.post(at("membership-clear", held.pk), {"reason": "补开了", "version": fresh(held).version})
    assert cleared.status_code == 302
    assert fresh(held).status == "member"
    assert not client.get(at("membership-remove", held.pk)).context["fits"]


def test_a_page_that_somebody_else_overtook_keeps_the_words(client, strangers, held):
    client.force_login(strangers.officer)
    stale = {"reason": "半年没有活动", "rectify_by": day(9), "version": held.version + 5}
    again = client.post(at("membership-rectify", held.pk), stale)
    assert again.status_code == 409
    assert "半年没有活动" in text_of(again)
    assert client.post(at("membership-rectify", held.pk), again.context["form"].data).status_code == 302


@pytest.mark.parametrize(("who", "code"), [("worker", 200), ("colleague", 200), ("leader", 200)])
def test_everybody_of_a_member_enterprise_reads_the_alliance_from_inside(client, cast, held, trade, who, code):
    term(trade, "experts", person=cast.owner.person)
    client.force_login(getattr(cast, who))
    shown = client.get(at("keep", "welding"))
    assert shown.status_code == code
    assert "周工" in text_of(shown)
    assert not shown.context["keeps"]
    assert client.get(at("term-new", "welding")).status_code == 403


def test_whoever_is_no_member_does_not_read_it(client, cast, trade):
    client.force_login(cast.officer)
    assert client.get(at("keep", "welding")).status_code == 404
    assert client.get(at("term-new", "welding")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_alliance_costs_the_same_however_many_members(
    client, cast, strangers, trade, rows, django_assert_num_queries
):
    for _row in range(rows):
        member(trade, cast.enterprise)
        AllianceMembershipFactory(alliance=trade, left_on=day(-1))
        applications.apply(trade, WorkshopFactory(enterprise=cast.enterprise), by=cast.officer, words="想加入")
        term(trade, "experts", person=cast.owner.person)
    client.force_login(strangers.officer)
    with django_assert_num_queries(15):  # six lists, and what the reader may do with each
        client.get(at("keep", "welding"))


def term_data(**holder):
    return {"organ": "chair", "starts_on": day(), "ends_on": day(300), **holder}


def test_the_secretariat_enters_a_term(client, cast, strangers, trade, held):
    client.force_login(strangers.officer)
    data = term_data(person_of=cast.enterprise.pk, person="王海", public_name="王师傅")
    assert client.post(at("term-new", "welding"), data).url == at("keep", "welding")
    entered = OrganTerm.objects.chairs().get()
    assert (entered.person, entered.public_name) == (cast.worker.person, "王师傅")
    again = client.post(at("term-new", "welding"), term_data(outside_name="学院"))
    assert again.status_code == 409
    assert "one chair at a time" in text_of(again)
    assert "学院" in text_of(again)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"person": "王海"}, "person_of"),
        ({"person_of": "own"}, "person"),
        ({"person_of": "own", "person": "没有的人"}, "person"),
        ({"organ": ""}, "organ"),
        ({"starts_on": "x"}, "starts_on"),
    ],
)
def test_what_is_missing_of_a_term_is_said_at_its_field(client, cast, strangers, trade, held, data, field):
    client.force_login(strangers.officer)
    sent = term_data(outside_name="") | data
    if sent.get("person_of"):
        sent["person_of"] = cast.enterprise.pk
    answer = client.post(at("term-new", "welding"), sent)
    assert set(answer.context["form"].errors) == {field}


def test_a_term_is_changed_ended_and_taken_back(client, strangers, trade):
    running = term(trade, "chair", -9, 9, outside_name="学院")
    coming = term(trade, "chair", 10, 20, outside_name="研究院")
    client.force_login(strangers.officer)
    shown = client.get(at("term", "welding", running.pk)).context["form"]
    assert shown.initial["outside_name"] == "学院"
    data = {"organ": "chair", "outside_name": "职业学院", "starts_on": day(-9), "ends_on": day(9)}
    assert client.post(at("term", "welding", running.pk), data).status_code == 302
    assert fresh(running).outside_name == "职业学院"
    assert client.post(at("term-end", "welding", running.pk), {"ends_on": day(2)}).status_code == 302
    assert fresh(running).ends_on == day(2)
    assert not client.get(at("term-cancel", "welding", running.pk)).context["fits"]
    assert client.post(at("term-cancel", "welding", coming.pk)).status_code == 302
    assert list(OrganTerm.objects.chairs()) == [running]


def test_the_secretariat_adds_a_charter_that_is_checked(client, strangers, trade):
    client.force_login(strangers.officer)
    data = {"summary": "轮值一年一换。", "valid_from": day()}
    for wrong in (upload("章程.pdf", b"MZ not a pdf"), upload("空.pdf", b"")):
        refused = client.post(at("charter-new", "welding"), {**data, "file": wrong})
        assert refused.context["form"].errors.keys() == {"file"}
        assert "轮值一年一换。" in text_of(refused)
    assert client.post(at("charter-new", "welding"), {**data, "file": pdf("焊接联盟章程.pdf")}).status_code == 302
    assert Charter.objects.get().file_name == "焊接联盟章程.pdf"
    assert Charter.objects.get().entered_by == strangers.officer


def test_the_public_page_names_a_person_only_as_given(client, cast, trade, held):
    term(trade, "experts", person=cast.worker.person)
    term(trade, "convener", person=cast.owner.person, public_name="周师傅")
    shown = text_of(client.get("/en/alliances/welding/"))
    assert "周师傅" in shown
    assert "甲辰秘书处" in shown
    assert "王海" not in shown.split("Organs")[1].split("Workshops</h2>")[0]
    assert "in office, not named here" in shown


def test_the_public_page_shows_the_newest_charter_and_keeps_the_others(client, trade, staff):
    for number, days in enumerate((-90, -1, 30), 1):
        facts = {"attachment": paper(), "summary": f"第{number}次修订", "valid_from": day(days)}
        charters.add_charter(trade, by=staff, **facts)
    shown = client.get("/en/alliances/welding/")
    assert shown.context["charter"].number == 2
    assert [one.number for one in shown.context["older_charters"]] == [1]
    assert "第3次修订" not in text_of(shown)


def test_the_public_page_says_since_when_and_who_was_there_before(client, cast, trade, held):
    left = WorkshopFactory(name="铸造工作室")
    AllianceMembershipFactory(alliance=trade, workshop=left, left_on=day(-1), leaving_reason="内部原因")
    shown = client.get("/en/alliances/welding/")
    assert [(one.name, one.since) for one in shown.context["workshops"]] == [("焊装工作室", held.joined_on)]
    assert "铸造工作室" in text_of(shown)
    assert "内部原因" not in text_of(shown)


def test_more_members_and_terms_cost_the_public_page_no_more(client, cast, trade, staff, django_assert_num_queries):
    def add():
        member(trade, cast.enterprise)
        AllianceMembershipFactory(alliance=trade, left_on=day(-1))
        term(trade, "experts", outside_name="学院")
        charters.add_charter(trade, by=staff, attachment=paper(), summary="修订", valid_from=day(-1))

    add()
    with CaptureQueriesContext(connection) as one:
        client.get("/en/alliances/welding/")
    add()
    add()
    with django_assert_num_queries(len(one)):
        client.get("/en/alliances/welding/")

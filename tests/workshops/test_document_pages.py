"""Shared documents: the public list, the page of one, and the workbench of those who keep them."""

import pytest
from django.urls import reverse

from tests.factories import SpecialityFactory, WorkshopFactory, picture
from tests.paper_files import package, pdf, upload
from tests.workshops.helping import asked
from tests.workshops.sharing import draft, file, files_of, fresh, published, withdrawn
from workshops.models import Document
from workshops.services import documents as services

LIST = "/en/exchange/"
DESK = "/en/workbench/workshops/documents/"


def text(response):
    return response.content.decode()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(name="焊装工作室", enterprise=cast.enterprise)


@pytest.fixture
def desk(cast, client, workshop):
    client.force_login(cast.officer)
    return client


def words(workshop, **changed):
    return {
        "title": "点焊电极修磨法",
        "kind": "operation_method",
        "applicability": "车身点焊，一毫米板。",
        "workshops": [workshop.pk],
        "visibility": "public",
        "language": "zh-hans",
        **changed,
    }


def step(document, name=""):
    return f"{DESK}{document.code}/{name}"


# -- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["磨削图纸", "点焊法"]),
        ({"q": "点焊"}, ["点焊法"]),
        ({"q": "导轨"}, ["磨削图纸"]),
        ({"q": "电阻焊"}, ["点焊法"]),
        ({"kind": "drawing"}, ["磨削图纸"]),
        ({"speciality": "压力焊"}, ["点焊法"]),
        ({"enterprise": "JC"}, ["磨削图纸"]),
        ({"enterprise": "JC", "kind": "rules"}, []),
        ({"kind": "x", "speciality": "y", "enterprise": "z", "page": "zero", "q": "\x00"}, ["磨削图纸", "点焊法"]),
    ],
)
def test_documents_are_searched_by_the_address(cast, strangers, client, workshop, query, titles):
    welding = SpecialityFactory(name="压力焊", other_words="电阻焊")
    published(cast.officer, workshop, title="点焊法", applicability="薄板", specialities=[welding])
    other = WorkshopFactory(enterprise=strangers.enterprise)
    published(strangers.officer, other, title="磨削图纸", applicability="导轨", kind="drawing")
    assert [document.title for document in client.get(LIST, query).context["page_obj"]] == titles


def test_an_empty_list_says_what_else_to_do(client, db):
    assert "ask somebody who knows it" in text(client.get(LIST))
    assert "Show everything" in text(client.get(LIST, {"q": "没有的"}))


def test_a_page_has_24(cast, client, workshop):
    for _n in range(25):
        published(cast.officer, workshop)
    assert len(client.get(LIST).context["page_obj"]) == 24
    assert len(client.get(LIST, {"page": 2}).context["page_obj"]) == 1


# -- one document -----------------------------------------------------------------------------------------------------


def test_its_page_tells_what_it_is_for_and_hands_out_the_newest_files(cast, client, workshop):
    made = published(cast.officer, workshop, credit="王海", credit_agreed=True)
    services.add_version(made, by=cast.officer, attachments=[file("新版.pdf")], changes="补第三步")
    page = text(client.get(made.get_absolute_url().replace("/exchange", "/en/exchange")))
    for shown in (
        "车身点焊，一毫米板。",
        "焊装工作室",
        "王海",
        "新版.pdf",
        "操作法.pdf",
        "补第三步",
        "Earlier versions",
    ):
        assert shown in page
    assert page.index("新版.pdf") < page.index("Earlier versions") < page.index("操作法.pdf")
    assert "孙干事" not in page
    assert "Change the words" not in page


def test_a_file_is_a_download_under_its_own_name(cast, client, workshop):
    made = published(cast.officer, workshop)
    [stored] = files_of(made)
    answer = client.get(reverse("workshops:document-file", args=[made.code, stored.code]))
    assert answer.getvalue().startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E6%93%8D%E4%BD%9C%E6%B3%95.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_downloads_count_as_a_total_and_looking_does_not(cast, client, workshop):
    made = published(cast.officer, workshop)
    address = reverse("workshops:document-file", args=[made.code, files_of(made)[0].code])
    client.get(made.get_absolute_url())
    client.head(address).getvalue()
    assert fresh(made).downloads == 0
    for user in (None, cast.worker, cast.worker):
        if user:
            client.force_login(user)
        client.get(address).getvalue()
    assert fresh(made).downloads == 3
    assert client.post(address).status_code == 405


def test_a_file_that_is_gone_from_the_disk_is_not_found(cast, client, workshop):
    made = published(cast.officer, workshop)
    [stored] = files_of(made)
    stored.file.storage.delete(stored.file.name)
    assert client.get(reverse("workshops:document-file", args=[made.code, stored.code])).status_code == 404


# -- entering ---------------------------------------------------------------------------------------------------------


def test_words_first_then_the_file_then_publishing_after_a_look(cast, desk, workshop):
    sent = desk.post(f"{DESK}new/", words(workshop))
    made = Document.objects.get()
    assert sent.url == step(made, "version/")
    desk.post(step(made, "version/"), {"files": [pdf(), picture("现场.jpg")]})
    assert [one.name for one in files_of(made)] == ["操作法.pdf", "现场.jpg"]
    asked = text(desk.get(step(made, "publish/")))
    assert "no secrets of the enterprise" in asked
    assert fresh(made).status == "draft"
    desk.post(step(made, "publish/"), {"version": fresh(made).version})
    assert fresh(made).status == "published"
    assert "点焊电极修磨法" in text(desk.get(LIST))


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(desk, workshop):
    answer = desk.post(f"{DESK}new/", {"title": "点焊", "credit": "王海"})
    errors = answer.context["form"].errors
    assert set(errors) == {"kind", "applicability", "workshops", "visibility", "language", "credit_agreed"}
    assert answer.context["form"]["title"].value() == "点焊"
    assert "error-summary" in text(answer)
    assert not Document.objects.exists()


def test_only_the_own_workshops_can_be_chosen(strangers, desk, workshop):
    other = WorkshopFactory(enterprise=strangers.enterprise)
    answer = desk.post(f"{DESK}new/", words(other))
    assert answer.context["form"].errors["workshops"]
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "files",
    [
        [],
        [upload("页.pdf", b"<html>")],
        [package(parts={"word/vbaProject.bin": b"x"})],
        [pdf(f"{n}.pdf") for n in range(6)],
    ],
    ids=["none", "html", "macros", "six"],
)
def test_files_that_cannot_be_shared_are_refused_at_their_field(cast, desk, workshop, files):
    made = draft(cast.officer, workshop)
    answer = desk.post(step(made, "version/"), {"files": files, "changes": "补第三步"})
    assert answer.context["form"].errors["files"]
    assert answer.context["form"]["changes"].value() == "补第三步"
    assert made.versions.count() == 1


def test_one_bad_file_keeps_the_good_ones_out_too_and_is_named(cast, desk, workshop):
    made = draft(cast.officer, workshop, files=False)
    answer = desk.post(step(made, "version/"), {"files": [pdf("好.pdf"), upload("坏.pdf", b"<html>")]})
    [error] = answer.context["form"].errors["files"]
    assert "坏.pdf" in error
    assert not made.versions.exists()


def test_words_are_changed_and_an_old_page_is_shown_again(cast, desk, workshop):
    made = published(cast.officer, workshop, credit="王海", credit_agreed=True)
    form = desk.get(step(made)).context["form"]
    assert (form["title"].value(), form["workshops"].value()) == ("点焊电极修磨法", [workshop.pk])
    current = {"credit": "王海", "credit_agreed": "on", "version": fresh(made).version}
    assert desk.post(step(made), words(workshop, title="新名字", **current)).status_code == 302
    assert fresh(made).title == "新名字"
    old = desk.post(step(made), words(workshop, title="又一个", **current))
    assert old.status_code == 409
    assert old.context["form"]["title"].value() == "又一个"
    assert fresh(made).title == "新名字"


def test_workshops_that_others_run_stay_with_it(cast, strangers, desk, workshop):
    made = published(cast.officer, workshop)
    other = WorkshopFactory(enterprise=strangers.enterprise)
    made.workshops.add(other)
    desk.post(step(made), words(workshop, version=fresh(made).version))
    assert set(made.workshops.all()) == {workshop, other}


def test_withdrawing_asks_for_the_reason(cast, desk, workshop):
    made = published(cast.officer, workshop)
    assert "cannot be taken back" in text(desk.get(step(made, "withdraw/")))
    missing = desk.post(step(made, "withdraw/"), {"reason": " ", "version": made.version})
    assert missing.context["form"].errors["reason"]
    desk.post(step(made, "withdraw/"), {"reason": "电流写错了。", "version": fresh(made).version})
    gone = desk.get(f"{LIST}{made.code}/")
    assert gone.status_code == 410
    assert "电流写错了。" in text(gone)


def test_steps_that_do_not_fit_lead_back(cast, desk, workshop):
    empty = draft(cast.officer, workshop, files=False)
    shown, gone = published(cast.officer, workshop), withdrawn(cast.officer, workshop)
    unfit = [(empty, "publish/"), (empty, "withdraw/"), (shown, "publish/"), (shown, "discard/")]
    unfit += [(gone, one) for one in ("", "version/", "publish/", "withdraw/", "discard/")]
    for document, name in unfit:
        assert desk.get(step(document, name)).status_code == 302
    late = desk.post(step(gone, "version/"), {"files": [pdf()]})
    assert late.status_code == 409
    assert desk.post(step(shown, "discard/"), {"version": 1}).status_code == 409


def test_a_draft_is_thrown_away_after_a_question(cast, desk, workshop):
    made = draft(cast.officer, workshop)
    assert "cannot be taken back" in text(desk.get(step(made, "discard/")))
    assert desk.post(step(made, "discard/"), {"version": made.version}).url == "/en/workbench/workshops/documents/"
    assert not Document.objects.exists()


def test_the_desk_lists_every_state_of_the_own(cast, strangers, desk, workshop):
    for make in (draft, published, withdrawn):
        make(cast.officer, workshop, title=make.__name__)
    published(strangers.officer, WorkshopFactory(enterprise=strangers.enterprise), title="别家的")
    titles = {document.title for document in desk.get(DESK).context["page_obj"]}
    assert titles == {"draft", "published", "withdrawn"}
    for status in titles:
        assert [one.title for one in desk.get(DESK, {"status": status}).context["page_obj"]] == [status]
    assert len(desk.get(DESK, {"status": "nonsense"}).context["page_obj"]) == 3


@pytest.mark.parametrize(("who", "code"), [("worker", 403), ("reviewer", 403), ("leader", 200), ("officer", 200)])
def test_who_comes_to_the_desk(cast, client, who, code):
    client.force_login(getattr(cast, who))
    assert client.get(DESK).status_code == code
    assert client.get(f"{DESK}new/").status_code == (200 if who == "officer" else 403)


@pytest.mark.parametrize("name", ["", "version/", "publish/", "withdraw/", "discard/"])
def test_readers_cannot_keep_it_and_others_do_not_find_it(cast, strangers, client, workshop, name):
    for visibility, reader, stranger in (("public", 403, 403), ("enterprise", 403, 404)):
        made = published(cast.officer, workshop, visibility)
        for user, code in ((cast.worker, reader), (cast.leader, 403), (strangers.officer, stranger)):
            client.force_login(user)
            assert client.get(step(made, name)).status_code == code
            assert client.post(step(made, name), {"reason": "?", "version": 1}).status_code == code
        assert fresh(made).status == "published"


def test_a_workshops_page_shows_what_it_has_shared(cast, client, workshop):
    published(cast.officer, workshop, title="点焊法")
    published(cast.officer, workshop, "enterprise", title="内部图纸")
    page = text(client.get(workshop.get_absolute_url()))
    assert "点焊法" in page
    assert "内部图纸" not in page


# -- the staff's admin ------------------------------------------------------------------------------------------------


def test_staff_withdraw_with_a_reason_and_read_the_rest(cast, staff, client, workshop):
    made = published(cast.officer, workshop)
    client.force_login(staff)
    admin = "/en/admin/workshops/document/"
    assert "操作法.pdf" in text(client.get(f"{admin}{made.pk}/change/"))
    ticked = {"action": "withdraw", "_selected_action": [made.pk]}
    assert "cannot be taken back" in text(client.post(admin, ticked))
    assert fresh(made).status == "published"
    client.post(admin, {**ticked, "confirmed": "yes", "reason": "含客户图纸。"})
    assert (fresh(made).status, fresh(made).withdrawn_because) == ("withdrawn", "含客户图纸。")
    assert made.events.last().actor_role == "district_staff"
    again = client.post(admin, {**ticked, "confirmed": "yes", "reason": "又一次"}, follow=True)
    assert "the step no longer fits" in text(again)


def test_staff_read_that_help_is_asked_but_not_who_and_what(cast, strangers, staff, client):
    request = asked(cast.worker, strangers.worker, about="CANARY点焊")
    client.force_login(staff)
    admin = "/en/admin/workshops/helprequest/"
    pages = text(client.get(admin)) + text(client.get(f"{admin}{request.pk}/change/"))
    assert "长风客车" in pages
    assert "甲辰机床" in pages
    for hidden in ("CANARY", "王海"):
        assert hidden not in pages
    spied = client.get(admin, {"asker__name__startswith": "王"}, follow=True)
    assert "e=1" in spied.redirect_chain[-1][0] if spied.redirect_chain else spied.status_code == 400

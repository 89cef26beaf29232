"""Hidden names: who may never learn them, and how the union may."""

import datetime as dt
import io
import re
import uuid
from decimal import Decimal

import openpyxl
import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alliance_portal.files import read_picture
from alliance_portal.periods import Period
from alliance_portal.workflow import WorkflowError
from suggestions import permissions, services
from suggestions.models import Envelope, Suggestion
from suggestions.services.names import NOWHERE, place_without_name
from suggestions.statistics import rows, summarise
from tests.factories import DepartmentFactory, PersonFactory, account, picture, staff_account
from tests.suggestions import stages
from tests.suggestions.reviewing import QUEUE, heads, listed, page_of, record_on

pytestmark = pytest.mark.once

REASON = "来信反映有人被打击报复，需要当面核实。"


@pytest.fixture
def second(db):
    """Another member of union staff."""
    return staff_account(username="second", full_name="区总第二人")


@pytest.fixture
def hidden(cast):
    return stages.sent(cast, hide_name=True)


# -- the place ----------------------------------------------------------------------------------------------------


def test_the_place_is_the_shop_where_five_work(cast):
    for _n in range(3):
        PersonFactory(department=cast.team)

    assert place_without_name(cast.team) == cast.shop


def test_the_place_is_none_where_fewer_work(cast):
    place = place_without_name(cast.team)

    assert (place.name, place.parent, place.enterprise) == (NOWHERE, None, cast.enterprise)
    assert place_without_name(DepartmentFactory(enterprise=cast.enterprise)) == place


def test_people_who_left_do_not_count(cast):
    for _n in range(3):
        PersonFactory(department=cast.team, in_service=False)

    assert place_without_name(cast.team).name == NOWHERE


# -- who sees what --------------------------------------------------------------------------------------------------


def test_the_author_sees_that_the_name_is_hidden_and_follows_it_as_ever(cast, hidden, client):
    client.force_login(cast.worker)

    page = client.get(hidden.get_absolute_url()).content.decode()

    assert "审核人和领导看不到您的姓名" in page
    assert "公开我的姓名" in page


@pytest.mark.parametrize("who", ["reviewer", "leader", "officer", "finance"])
def test_nobody_who_answers_or_leads_reads_the_name(cast, hidden, client, who):
    client.force_login(getattr(cast, who))

    page = client.get(hidden.get_absolute_url()).content.decode()

    assert "一位工友（隐名）" in page
    assert "王海" not in page


def test_the_head_of_the_own_team_does_not_see_it_at_all(cast, hidden, client):
    heads(cast.shop, cast.colleague)
    client.force_login(cast.colleague)

    assert listed(client.get(QUEUE)) == []
    assert client.get(page_of(hidden)).status_code == 404


def test_a_head_it_was_handed_to_sees_no_name(cast, hidden, client):
    services.transfer(hidden, by=cast.reviewer, to=heads(cast.office, cast.owner), note="请看")
    client.force_login(cast.owner)

    page = record_on(client.get(page_of(hidden)))

    assert "a colleague who hides the name" in page
    assert "王海" not in page


def test_a_reviewer_who_hides_the_own_name_still_does_not_decide(cast):
    own = stages.sent(cast, by=cast.reviewer, hide_name=True)

    assert not permissions.can_review(cast.reviewer, own)


def test_hidden_names_are_not_counted_as_people(cast, hidden):
    stages.sent(cast, by=cast.colleague)
    everything, period = Suggestion.objects.all(), Period.this_year()

    summary = summarise(everything, period=period)

    assert (summary["received"], summary["proposers"]) == (2, 1)
    assert list(rows(everything, "proposers", period=period)) == [cast.colleague.person]


def test_staff_see_no_name_in_the_admin(hidden, staff, client):
    client.force_login(staff)

    page = client.get(reverse("admin:suggestions_suggestion_change", args=[hidden.pk])).content.decode()

    assert hidden.number in page
    assert "王海" not in page
    assert "0001" not in page.replace(hidden.number, "")


# -- showing it after all -----------------------------------------------------------------------------------------


def test_the_author_shows_the_name_and_cannot_hide_it_again(cast, hidden, client):
    client.force_login(cast.worker)
    address = f"{hidden.get_absolute_url()}name/"
    assert "不能再改回隐名" in client.get(address).content.decode()

    client.post(address, {"version": hidden.version})

    hidden.refresh_from_db()
    assert not hidden.name_hidden
    assert [event.verb for event in hidden.events.all()] == ["submitted", "name_shown"]
    with pytest.raises(WorkflowError):
        services.show_name(hidden, by=cast.worker)
    client.force_login(cast.reviewer)
    assert "王海" in client.get(page_of(hidden)).content.decode()


def test_nobody_else_shows_it(cast, hidden, client):
    for who in ("reviewer", "leader", "officer"):
        client.force_login(getattr(cast, who))
        assert client.post(f"{hidden.get_absolute_url()}name/", {"version": 1}).status_code == 403
    hidden.refresh_from_db()
    assert hidden.name_hidden


# -- the envelope ---------------------------------------------------------------------------------------------------


def test_two_people_a_reason_and_the_author_is_told(cast, hidden, staff, second, client):
    envelope = services.ask_envelope(hidden, by=staff, reason=REASON)
    services.open_envelope(envelope, by=second)

    envelope.refresh_from_db()
    assert (envelope.asked_by, envelope.answered_by, envelope.reason) == (staff, second, REASON)
    told = [(event.verb, event.actor, event.note) for event in hidden.events.all()][1:]
    assert told == [("envelope_asked", staff, REASON), ("envelope_opened", second, REASON)]
    client.force_login(cast.worker)
    page = client.get(hidden.get_absolute_url()).content.decode()
    assert "区总工会已拆封查看姓名" in page
    assert REASON in page
    assert "区总第二人" in page


def test_whoever_asked_does_not_open(hidden, staff):
    envelope = services.ask_envelope(hidden, by=staff, reason=REASON)

    with pytest.raises(WorkflowError):
        services.open_envelope(envelope, by=staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.filter(pk=envelope.pk).update(answered_by=staff, opened_at=envelope.created_at)


def test_a_reason_is_needed_and_a_hidden_name(cast, hidden, staff):
    with pytest.raises(WorkflowError):
        services.ask_envelope(hidden, by=staff, reason="  ")
    with pytest.raises(WorkflowError):
        services.ask_envelope(stages.sent(cast), by=staff, reason=REASON)
    assert not Envelope.objects.exists()


def test_one_request_at_a_time_and_one_answer(hidden, staff, second):
    envelope = services.ask_envelope(hidden, by=staff, reason=REASON)
    with pytest.raises(WorkflowError):
        services.ask_envelope(hidden, by=second, reason=REASON)

    services.refuse_envelope(envelope, by=second)

    with pytest.raises(WorkflowError):
        services.open_envelope(envelope, by=second)
    assert services.ask_envelope(hidden, by=second, reason=REASON).is_waiting


def act(client, name, page, objects, **data):
    facts = {"action": name, ACTION_CHECKBOX_NAME: [one.pk for one in objects], "confirmed": "1"}
    return client.post(reverse(page), facts | data)


def test_staff_ask_and_open_in_the_admin_and_only_the_two_read_the_name(hidden, staff, second, client):
    third = staff_account(username="third", full_name="区总第三人")
    client.force_login(staff)
    act(client, "ask_envelope", "admin:suggestions_suggestion_changelist", [hidden], reason=REASON)
    envelope = Envelope.objects.get()
    act(client, "open", "admin:suggestions_envelope_changelist", [envelope])
    envelope.refresh_from_db()
    assert envelope.is_waiting

    client.force_login(second)
    act(client, "open", "admin:suggestions_envelope_changelist", [envelope])

    page = reverse("admin:suggestions_envelope_change", args=[envelope.pk])
    seen = {}
    for user in (staff, second, third):
        client.force_login(user)
        seen[user.username] = "王海 0001" in client.get(page).content.decode()
    assert seen == {"district": True, "second": True, "third": False}


def test_before_it_is_opened_nobody_reads_it_there(hidden, staff, client):
    envelope = services.ask_envelope(hidden, by=staff, reason=REASON)
    client.force_login(staff)

    page = client.get(reverse("admin:suggestions_envelope_change", args=[envelope.pk])).content.decode()

    assert "王海" not in page
    assert "没有拆封" in page


def test_reviewers_and_leaders_do_not_read_that_somebody_asked(cast, hidden, staff, client):
    services.ask_envelope(hidden, by=staff, reason=REASON)

    for who in ("reviewer", "leader", "officer"):
        client.force_login(getattr(cast, who))
        assert REASON not in client.get(hidden.get_absolute_url()).content.decode()


# -- two worlds that differ only in the author ------------------------------------------------------------------------


PAGES = [
    *("/", "/start/", "/me/", "/workshops/", "/boards/", "/definitions/"),
    *("/workbench/queue/", "/workbench/queue/?tab=late", "/workbench/queue/?sort=newest", "/workbench/tracking/"),
    *("/workbench/benefits/", "/workbench/roster/", "/workbench/departments/", "/workbench/posters/"),
    *("/gallery/", "/gallery/?q=报修", "/gallery/thanks/"),
    *("/workbench/record/", "/dashboard/", "/dashboard/rows/", "/dashboard/rows/?figure=proposers"),
    *("/dashboard/rows/?figure=implemented", "/workbench/tracking/?tab=late", "/workbench/tracking/?tab=done"),
    *("/workbench/rechecks/", "/workbench/rechecks/?tab=visited", "/me/notices/"),
]
LATER_PAGES = [page for page in PAGES if page.startswith(("/workbench/tracking/", "/workbench/rechecks/"))]
LATER_PAGES += ["/dashboard/", "/workbench/benefits/"]
# Pages of one task.
TASK_PAGES = ("", "plan/", "hand-over/", "trial/", "before/", "pair/", "claim/", "quota/")
READERS = ("reviewer", "leader", "officer", "finance", "head")
SECRETS = (
    r'(name="csrfmiddlewaretoken" value="\w+"|/photo/\d+/|/notices/\d+/|name="key" value="[\w-]+"'
    r'|value="[0-9a-f-]{36}"|name="(step|before|after)" value="\d+"|<option value="\d+"|(tick|reopen)-\d+-)'
)


@pytest.fixture
def crowd(cast):
    """A shop of many with a head, so that it may be told; two colleagues in it, and two in departments of one."""
    heads(cast.shop, account(PersonFactory(department=cast.shop, work_number="0100", name="马班长")))
    cast.head = cast.shop.head.user
    other = DepartmentFactory(enterprise=cast.enterprise, parent=cast.shop, name="焊装二班")
    for number in range(4):
        PersonFactory(department=other, work_number=f"02{number:02}", name=f"工友{number}")
    cast.alone = [
        account(PersonFactory(department=DepartmentFactory(enterprise=cast.enterprise, name=name), work_number=number))
        for name, number in (("锅炉房", "0301"), ("档案室", "0302"))
    ]
    cast.other = account(other.people.first())
    # There before either world begins: keys that are given out are not given back.
    place_without_name(cast.alone[0].person.department)
    # One of them has suggested before, under the name: a hidden idea must not add to it.
    stages.done(cast, by=cast.worker)
    return cast


def seen_by(client, cast, suggestion, shared=PAGES):
    """Everything the readers get to see, without what differs from request to request."""
    pages = {}
    own = [suggestion.get_absolute_url(), page_of(suggestion, "")[3:]]
    tasks = TASK_PAGES if shared is PAGES else ("", "pair/")
    own += [f"/workbench/tracking/{suggestion.number}/{page}" for page in tasks]
    own += [f"/workbench/{part}/{suggestion.number}/" for part in ("benefits", "rechecks")]
    own += [f"/suggestions/{suggestion.number}/file/", f"/gallery/{suggestion.number}/"]
    for who in (*READERS, "owner"):
        client.force_login(getattr(cast, who))
        for address in (*shared, *own):
            response = client.get(address)
            pages[who, address] = response.status_code, _plain(response)
        if shared is PAGES:
            pages[who, "workbook"] = _sheets(client.get("/dashboard/export.xlsx"))
    return pages


def _plain(response):
    return re.sub(SECRETS, "", response.content.decode())


def _sheets(response):
    if response.status_code != 200:
        return response.status_code
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]


class RolledBackError(Exception):
    pass


def finish(cast, suggestion, *, by):
    """Done, confirmed, and shown to everybody."""
    reported = services.finish(suggestion, by=cast.owner, note="装好了", photos=[read_picture(picture())])
    services.show_in_gallery(services.confirm(reported, by=by), by=cast.officer)


def world(client, cast, author, moment, time_machine, shared=PAGES):
    """What is seen when this author has sent a hidden idea, which was then done; nothing of it stays."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, "one form")
    time_machine.move_to(moment, tick=False)
    try:
        with transaction.atomic():
            suggestion = services.submit(by=author, key=key, problem="夜班没人敢报修。", hide_name=True)
            asked = services.ask(suggestion, by=cast.reviewer, question="哪一台？")
            back = services.supplement(asked, by=author, text="3号")
            due_on = moment.date()
            adopted = services.adopt(back, by=cast.reviewer, reason="装。", owner=cast.owner.person, due_on=due_on)
            services.report_progress(adopted, by=cast.owner, note="在装")
            services.plan_step(adopted, by=cast.owner, title="试一周", due_on=due_on)
            services.remind(moment + dt.timedelta(days=1))
            seen = seen_by(client, cast, suggestion, shared)
            if shared:
                seen |= once_done(client, cast, author, suggestion, time_machine)
            raise RolledBackError
    except RolledBackError:
        return seen


def once_done(client, cast, author, suggestion, time_machine):
    """What is seen months later, when somebody has been there again."""
    services.protect_quota(suggestion, by=cast.reviewer, months=6)
    services.finish(suggestion, by=cast.owner, note="好了", photos=[read_picture(picture())])
    services.confirm(suggestion, by=author, note="好用")
    services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(900), basis="领料单", effects={"safety": "不绊人。"})
    time_machine.shift(dt.timedelta(days=100))
    due = seen_by(client, cast, suggestion, LATER_PAGES)
    services.recheck(suggestion, by=cast.officer, role="officer", result="in_use")
    visited = seen_by(client, cast, suggestion, LATER_PAGES)
    return {("due", *key): page for key, page in due.items()} | {("visited", *k): page for k, page in visited.items()}


@pytest.mark.parametrize("pair", ["same shop", "departments of one"])
def test_two_worlds_that_differ_only_in_the_author_look_the_same(crowd, client, time_machine, settings, tmp_path, pair):
    settings.MEDIA_ROOT = tmp_path
    authors = (crowd.worker, crowd.other) if pair == "same shop" else crowd.alone
    moment = timezone.now()

    first, second = (world(client, crowd, author, moment, time_machine) for author in authors)

    assert first.keys() == second.keys()
    assert {key for key in first if first[key] != second[key]} == set()
    assert {status for status, _page in (v for v in first.values() if isinstance(v, tuple))} >= {200, 403}


def test_the_comparison_would_notice_a_name(crowd, client, time_machine, settings, tmp_path, monkeypatch):
    """The control: with the names shown the two worlds do differ."""
    settings.MEDIA_ROOT = tmp_path
    submit = services.submit
    monkeypatch.setattr(services, "submit", lambda **facts: submit(**facts | {"hide_name": False}))
    moment = timezone.now()

    authors = (crowd.worker, crowd.other)
    first, second = (world(client, crowd, author, moment, time_machine, []) for author in authors)

    different = {key for key in first if first[key] != second[key]}
    own = {who for who, address in (key[-2:] for key in different) if address.startswith("/suggestions/")}
    assert own >= {"reviewer", "leader", "officer", "finance", "owner"}

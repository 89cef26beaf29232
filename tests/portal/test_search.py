"""Search: what each reader finds, what nobody finds, and what it costs."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.services import stories
from suggestions import services
from tests.factories import AllianceFactory, ResultFactory, SessionFactory, SuggestionFactory, WorkshopFactory
from tests.members import telling
from tests.portal import saying
from tests.suggestions import stages
from tests.training import mentoring
from tests.workshops import awarding, honouring, posing, sharing
from tests.workshops.booking import VenueFactory

PAGE = "/en/search/"
WORD = "电极"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def text(response):
    return response.content.decode()


def found(client, q=WORD):
    """{kind: titles} of what the reader of the client finds."""
    groups = client.get(PAGE, {"q": q}).context["groups"] or ()
    return {group.kind.code: [title for _url, title, _note in group.lines] for group in groups}


def shown(cast, title):
    """An improvement in the gallery for everybody."""
    return services.show_in_gallery(stages.done(cast, title=title), by=cast.officer)


def test_without_words_it_says_what_can_be_found(client, db):
    assert "whatever you may read" in text(client.get(PAGE))


@pytest.mark.parametrize("q", ["", " ", "焊", "很" * 41])
def test_too_little_and_too_much_is_told_and_kept(client, db, q):
    response = client.get(PAGE, {"q": q})
    assert response.status_code == 200
    assert response.context["groups"] is None
    assert response.context["form"].errors["q"]
    assert f'value="{q.strip()}"' in text(response) or not q.strip()


@pytest.mark.parametrize("q", ["100%", "a_b", "' OR 1=1", "\x00\x00电极", "(((", "\\\\", "**", "电极 夹具 焊机 四 五"])
def test_odd_words_find_nothing_and_break_nothing(client, staff, q):
    saying.news(staff, title="毫无关系")
    assert client.get(PAGE, {"q": q}).status_code == 200
    assert "毫无关系" not in text(client.get(PAGE, {"q": q}))


def test_nothing_found_says_what_to_do(client, db):
    assert "Nothing was found." in text(client.get(PAGE, {"q": "没有的东西"}))


def test_every_kind_is_found_by_everybody(cast, staff, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    WorkshopFactory(enterprise=cast.enterprise, name="电极工作室")
    AllianceFactory(name="电极联盟")
    VenueFactory(enterprise=cast.enterprise, name="电极展厅")
    ResultFactory(enterprise=cast.enterprise, title="电极修磨器")
    saying.news(staff, title="电极补贴通知")
    telling.published(cast.worker, cast.officer, title="电极老王")
    honouring.given(cast.worker, staff, title="电极能手")
    posing.opened(cast.officer, cast.enterprise, staff, title="电极粘连怎么办")
    awarding.opened(staff, title="电极成果评选")
    sharing.published(cast.officer, WorkshopFactory(enterprise=cast.enterprise), title="电极修磨操作法")
    shown(cast, "电极帽乱放")
    SessionFactory(enterprise=cast.enterprise, topic="电极修磨实操")
    every_kind = {
        "workshops", "stories", "problems", "results", "improvements", "documents", "news", "honours", "alliances",
        "venues", "rounds", "sessions",
    }  # fmt: skip
    assert set(found(client)) == set(found(client, "电极 极")) == every_kind
    for group in client.get(PAGE, {"q": WORD}).context["groups"]:
        for url, _title, _note in group.lines:
            assert client.get(url).status_code == 200, url
        assert client.get(group.more).status_code == 200, group.more


def test_hidden_names_and_unpublished_things_never_leak(cast, strangers, staff, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    telling.offered(cast.worker, cast.officer, title="电极老王")
    telling.published(cast.colleague, cast.officer, name=False, title="赵敏与电极", text="赵敏的电极。")
    taken_back = telling.published(cast.owner, cast.officer, title="电极周工")
    stories.withdraw(taken_back, by=cast.owner)
    honouring.given(cast.worker, staff, title="无名奖")
    saying.news(staff, days=-2, title="电极预告")
    saying.news(staff, for_=cast.enterprise, title="电极内部通知")
    ResultFactory(enterprise=cast.enterprise, status="draft", title="电极草稿")
    ResultFactory(enterprise=cast.enterprise, visibility="enterprise", title="电极内部成果")
    posing.draft(cast.officer, cast.enterprise, title="电极难题草稿")
    SuggestionFactory(department=cast.team, title="电极还没答复")
    SessionFactory(enterprise=cast.enterprise, topic="电极课草稿", status="draft")
    for user in (None, strangers.officer, strangers.worker):
        client.logout()
        if user:
            client.force_login(user)
        assert found(client) == {}, user
        for name in ("王海", "赵敏", "周工"):
            assert found(client, name) == {}, name


def test_people_of_the_enterprise_find_what_is_for_them(cast, staff, client):
    saying.news(staff, for_=cast.enterprise, title="电极内部通知")
    ResultFactory(enterprise=cast.enterprise, visibility="enterprise", title="电极内部成果")
    client.force_login(cast.worker)
    assert found(client) == {"results": ["电极内部成果"], "news": ["电极内部通知"]}


def test_a_name_is_found_once_its_owner_agrees(cast, staff, client):
    honouring.given(cast.worker, staff, title="焊接能手")
    assert found(client, "王海") == {}
    honouring.agrees(cast.worker)
    assert found(client, "王海") == {"honours": ["焊接能手"]}
    honouring.takes_back(cast.worker)
    assert found(client, "王海") == {}


def test_all_words_have_to_be_found(cast, staff, client):
    saying.news(staff, title="电极补贴", body="去年的。")
    saying.news(staff, title="电极比武", body="今年的。")
    assert found(client, "电极 比武")["news"] == ["电极比武"]


def test_more_than_is_shown_is_counted_up_to_a_limit(staff, client):
    for number in range(7):
        saying.news(staff, title=f"电极通知{number}")
    group = client.get(PAGE, {"q": WORD}).context["groups"][0]
    assert (len(group.lines), group.count) == (5, 7)
    assert "Show more" in text(client.get(PAGE, {"q": WORD}))
    assert group.more.startswith("/en/news/?q=")


def test_more_keeps_the_words_whatever_the_kind_and_however_many(cast, staff, client):
    for number in range(7):
        honouring.given_to_enterprise(cast.enterprise, staff, title=f"电极奖{number}")
        saying.news(staff, title=f"电极通知{number}", body="修磨")
    honouring.given_to_enterprise(cast.enterprise, staff, title="毫无关系奖")
    for q, code in ((WORD, "honours"), ("电极 修磨", "news")):
        groups = client.get(PAGE, {"q": q}).context["groups"]
        page = client.get(next(one.more for one in groups if one.kind.code == code))
        assert len(page.context["lines"]) == 7, code
        assert "毫无关系" not in text(page)
        assert f'value="{q}"' in text(page)
    assert client.get(PAGE, {"q": WORD, "kind": "nothing"}).context["groups"]
    assert "Nothing was found." in text(client.get(PAGE, {"q": "没有的", "kind": "honours"}))


def test_own_suggestions_and_agreements_are_found_by_nobody_else(cast, client):
    stages.sent(cast, title="电极帽乱放")
    mentoring.in_force(cast, trade="电极修磨")
    for user, codes in ((cast.worker, {"own-suggestions", "own-mentoring"}), (cast.owner, {"own-mentoring"})):
        client.force_login(user)
        assert set(found(client)) == codes
        for group in client.get(PAGE, {"q": WORD}).context["groups"]:
            assert client.get(group.lines[0][0]).status_code == 200
    client.force_login(cast.colleague)
    assert found(client) == {}


def test_what_the_portal_says_of_itself_is_found_where_it_stands(client, db):
    assert found(client, "suggestion make")["about"][0] == "How do I make a suggestion?"
    [group] = client.get(PAGE, {"q": "nobody is ranked"}).context["groups"]
    assert group.lines[0][0] == "/en/about/#promises"


def test_it_costs_the_same_queries_for_one_row_and_for_three(cast, staff, client):
    def more(n):
        WorkshopFactory(enterprise=cast.enterprise, name=f"电极工作室{n}")
        ResultFactory(enterprise=cast.enterprise, title=f"电极修磨器{n}")
        honouring.given_to_enterprise(cast.enterprise, staff, title=f"电极奖{n}")
        saying.news(staff, title=f"电极通知{n}")
        shown(cast, f"电极帽乱放{n}")

    more(1)
    client.get(PAGE, {"q": WORD})
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE, {"q": WORD})
    more(2)
    more(3)
    with CaptureQueriesContext(connection) as three:
        client.get(PAGE, {"q": WORD})
    assert len(three) == len(one)
    assert len(one) < 45

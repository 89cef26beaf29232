"""The pages of a board after the first: what each shows, what it keeps to itself, and what it says of nothing."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from suggestions import services
from suggestions.models import Photo, Proposer, Suggestion
from suggestions.services.boards import create_board
from tests.factories import BoardFactory, DepartmentFactory, PersonFactory, WorkshopFactory, picture
from tests.ladder import idea
from tests.portal import saying
from tests.portal.boarding import page_of, shown, text_of
from tests.suggestions import stages
from tests.training import sessions
from tests.workshops import plating, posing

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _at_the_end_of_august(time_machine):
    time_machine.move_to(NOW, tick=False)


def with_page(cast, page, **facts):
    return BoardFactory(**{"enterprise": cast.enterprise, "pages": [page]} | facts)


def district(page):
    return BoardFactory(enterprise=None, name="区总大厅", pages=[page])


def done(department, *, title, pictured=True):
    made = idea(department, "2026-05-01", answer="adopted", on="2026-05-02", done="2026-05-20")
    Suggestion.objects.filter(pk=made.pk).update(title=title)
    for kind in ("before", "after") if pictured else ():
        Photo.objects.create(suggestion=made, kind=kind, image=picture(), thumbnail=picture())
    return made


def owed(department, *, title, on="2026-03-02"):
    made = idea(department, on, answer="adopted", on=on)
    Suggestion.objects.filter(pk=made.pk).update(title=title)
    return made


# Just done


def test_the_four_newest_are_on_a_page_of_their_own_with_their_photos(client, cast):
    for number in range(5):
        done(cast.team, title=f"第{number}条")
    board = with_page(cast, "finished")
    content = page_of(client, board)
    assert [one.title for one in content.finished] == ["第4条", "第3条", "第2条", "第1条"]
    assert len(content.photos) == 8


def test_only_the_pages_that_were_chosen_hand_out_their_photos(client, cast):
    made = [done(cast.team, title=f"第{number}条") for number in range(4)]
    photo = made[1].photos.first()
    address = "/b/{}/photo/{}/".format
    without, having = with_page(cast, "owed"), with_page(cast, "finished")
    assert client.get(address(without.token, photo.pk)).status_code == 404
    response = client.get(address(having.token, photo.pk))
    assert (response.status_code, bool(response.getvalue())) == (200, True)


def test_before_anything_is_done_the_page_says_what_will_hang_there(client, cast):
    assert gettext("What gets done hangs here, with photos") in text_of(client, with_page(cast, "finished"))


def test_the_district_shows_what_enterprises_have_shown_to_everybody_and_no_department(client, cast, strangers):
    hidden, public = done(cast.team, title="还没公开"), done(strangers.team, title="已经公开")
    services.show_in_gallery(public, by=strangers.officer)
    content = page_of(client, district("finished"))
    assert [(one.title, one.place) for one in content.finished] == [("已经公开", strangers.enterprise.short_name)]
    assert hidden.title not in text_of(client, district("finished"), 1)


# Still owed


def test_all_that_is_owed_is_listed_the_longest_first_and_by_department(client, cast):
    PersonFactory.create_batch(3, department=cast.team)
    for month in (3, 4, 5):
        owed(cast.team, title=f"{month}月的", on=f"2026-0{month}-02")
    owed(cast.office, title="设备科的", on="2026-02-02")
    content = page_of(client, with_page(cast, "owed"))
    assert content.number == 4
    assert [one.title for one in content.owed] == ["设备科的", "3月的", "4月的", "5月的"]
    assert [(one.place, one.number) for one in content.debtors] == [("焊装一班", 3), ("设备科", 1)]
    assert content.debtors[0].days == content.owed[1].days == (dt.date(2026, 8, 31) - dt.date(2026, 3, 2)).days


def test_few_people_owe_under_the_name_of_the_larger_department_around_them(client, cast):
    owed(cast.team, title="焊装的")
    owed(cast.shop, title="冲焊的", on="2026-02-02")
    PersonFactory.create_batch(3, department=cast.shop)
    (few,) = page_of(client, with_page(cast, "owed")).debtors
    days = (dt.date(2026, 8, 31) - dt.date(2026, 2, 2)).days
    assert (few.place, few.number, few.days) == (cast.shop.name, 2, days)


def test_two_departments_of_one_name_owe_apart(client, cast):
    paint = DepartmentFactory(enterprise=cast.enterprise, name="涂装车间")
    other = DepartmentFactory(enterprise=cast.enterprise, parent=paint, name=cast.team.name)
    for team in (cast.team, other):
        PersonFactory.create_batch(5, department=team)
    for number in range(2):
        owed(cast.team, title=f"冲焊{number}")
    owed(other, title="涂装的")
    found = page_of(client, with_page(cast, "owed")).debtors
    assert [(one.place, one.number) for one in found] == [("冲焊车间·焊装一班", 2), ("涂装车间·焊装一班", 1)]


def test_a_board_of_a_department_lists_what_that_owes(client, cast):
    owed(cast.team, title="焊装的")
    owed(cast.office, title="设备科的")
    assert "设备科的" not in text_of(client, with_page(cast, "owed", department=cast.shop))


def test_the_district_names_who_owes_how_many_and_no_suggestion(client, cast, strangers):
    owed(cast.team, title="焊装的点子")
    owed(strangers.team, title="外厂的点子")
    owed(strangers.team, title="外厂的另一个")
    board = district("owed")
    assert [(one.place, one.number) for one in page_of(client, board).debtors] == [("甲辰机床", 2), ("长风客车", 1)]
    for number in (1, 2):
        assert "点子" not in text_of(client, board, number)


def test_where_nothing_is_owed_the_page_says_so(client, cast):
    assert gettext("Nothing is owed") in text_of(client, with_page(cast, "owed"))


# Training and thanks


def test_sessions_to_come_are_the_enterprises_own_and_those_open_to_others(client, cast, strangers):
    own = sessions.announced(cast, audience="own")
    foreign = sessions.announced(strangers, audience="own", topic="外厂内训")
    shared = sessions.announced(strangers, audience="district", topic="全区公开课")
    content = page_of(client, with_page(cast, "training"))
    assert {one.pk for one in content.sessions} == {own.pk, shared.pk}
    assert foreign.topic not in text_of(client, with_page(cast, "training"))
    assert {one.pk for one in page_of(client, district("training")).sessions} == {shared.pk}


def test_drafts_and_what_is_over_are_not_announced_on_walls(client, cast, time_machine):
    sessions.draft(cast)
    sessions.announced(cast, topic="讲完的课")
    time_machine.move_to(NOW + dt.timedelta(days=400))
    board = with_page(cast, "training")
    assert page_of(client, board).sessions == []
    words = gettext("Nothing is announced at the moment. Scan, and say in a line what you would like to learn.")
    assert words in text_of(client, board)


def agreed(cast, user, audience="enterprise", **facts):
    made = stages.done(cast, **facts)
    Suggestion.objects.filter(pk=made.pk).update(implemented_at=timezone.now(), concluded_at=timezone.now())
    services.give_consent(made, by=user, audience=audience)
    return made


def test_thanked_by_name_are_those_who_agreed_and_nobody_else(client, cast):
    agreed(cast, cast.worker)
    stages.adopted(cast, by=cast.colleague, title="没同意留名的")
    month, names = page_of(client, with_page(cast, "training")).thanks
    assert (month, names) == (dt.date(2026, 8, 1), ["王海"])
    assert "赵敏" not in text_of(client, with_page(cast, "training"))


def test_a_name_is_gone_from_the_wall_when_the_consent_is_withdrawn(client, cast):
    made = agreed(cast, cast.worker)
    services.withdraw_consent(made, by=cast.worker)
    assert "王海" not in text_of(client, with_page(cast, "training"))


def test_a_hidden_name_is_never_thanked_on_a_wall(client, cast):
    made = agreed(cast, cast.worker)
    Suggestion.objects.filter(pk=made.pk).update(name_hidden=True)
    assert page_of(client, with_page(cast, "training")).thanks[1] == []


def test_a_name_agreed_for_the_enterprise_hangs_in_no_other_and_not_in_the_district(client, cast, strangers):
    made = agreed(cast, cast.worker)
    services.show_in_gallery(made, by=cast.officer)
    assert page_of(client, with_page(strangers, "training")).thanks[1] == []
    assert page_of(client, district("training")).thanks[1] == []


def test_a_name_agreed_for_everybody_hangs_in_the_district_once_the_improvement_is_public(client, cast):
    made = agreed(cast, cast.worker, audience="everybody")
    assert page_of(client, district("training")).thanks[1] == []
    services.show_in_gallery(made, by=cast.officer)
    assert page_of(client, district("training")).thanks[1] == ["王海"]


def test_in_the_first_days_of_a_month_the_last_one_is_thanked(client, cast, time_machine):
    agreed(cast, cast.worker)
    time_machine.move_to(dt.datetime(2026, 9, 1, 4, tzinfo=dt.UTC))
    assert page_of(client, with_page(cast, "training")).thanks == (dt.date(2026, 8, 1), ["王海"])


# Workshops and plates


def test_an_enterprise_shows_its_own_workshops_with_their_plates(client, cast, strangers, staff):
    own = WorkshopFactory(enterprise=cast.enterprise, name="王海劳模工作室")
    WorkshopFactory(enterprise=strangers.enterprise, name="外厂工作室")
    plating.hung(own, staff)
    content = page_of(client, with_page(cast, "workshops"))
    assert [one.name for one in content.workshops] == ["王海劳模工作室"]
    assert (content.plates.workshops, content.plates.designations) == (1, 1)
    assert "外厂工作室" not in text_of(client, with_page(cast, "workshops"))


def test_an_enterprise_without_workshops_shows_the_whole_alliance(client, cast, strangers):
    WorkshopFactory(enterprise=strangers.enterprise, name="外厂工作室")
    content = page_of(client, with_page(cast, "workshops"))
    assert (content.own, [one.name for one in content.workshops]) == (False, ["外厂工作室"])


def test_more_workshops_than_fit_are_counted(client, cast):
    WorkshopFactory.create_batch(8, enterprise=cast.enterprise)
    content = page_of(client, with_page(cast, "workshops"))
    assert (len(content.workshops), content.more) == (6, 2)


def test_problems_that_take_bids_and_that_everybody_may_read_are_on_it(client, cast, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff, title="主轴箱夏天温升高")
    kept = posing.opened(cast.officer, cast.enterprise, staff, title="只给联盟看的", visibility="alliance")
    text = text_of(client, with_page(cast, "workshops"))
    assert problem.title in text
    assert kept.title not in text


# News


def test_the_newest_campaign_is_large_and_the_rest_are_lines(client, cast, staff):
    campaign = saying.news(staff, kind="campaign", title="好点子征集")
    other = saying.news(staff, kind="notice", title="开会通知")
    content = page_of(client, with_page(cast, "news"))
    assert (content.first, content.others) == (campaign, [other])


def test_news_for_one_enterprise_hangs_in_it_and_nowhere_else(client, cast, strangers, staff):
    saying.news(staff, title="只给长风的", for_=cast.enterprise)
    assert "只给长风的" in text_of(client, with_page(cast, "news"))
    assert "只给长风的" not in text_of(client, with_page(strangers, "news"))
    assert "只给长风的" not in text_of(client, district("news"))


def test_without_news_the_page_says_so(client, cast):
    assert gettext("No news at the moment") in text_of(client, with_page(cast, "news"))


# All of them


@pytest.mark.parametrize("shows", ["finished", "owed", "training", "workshops", "news"])
def test_a_page_costs_as_many_queries_with_three_rows_as_with_one(
    client, cast, staff, shows, django_assert_max_num_queries
):
    board = with_page(cast, shows)

    def one_more(number):
        done(cast.team, title=f"办成{number}")
        owed(cast.team, title=f"欠{number}")
        sessions.announced(cast, topic=f"课{number}")
        plating.hung(WorkshopFactory(enterprise=cast.enterprise), staff)
        saying.news(staff, title=f"新闻{number}")
        posing.opened(cast.officer, cast.enterprise, staff)

    one_more(1)
    shown(client, board, 2)
    with django_assert_max_num_queries(20) as few:
        shown(client, board, 2)
    one_more(2)
    one_more(3)
    with django_assert_max_num_queries(len(few)):
        shown(client, board, 2)


@pytest.mark.parametrize("shows", ["finished", "owed", "training", "workshops", "news"])
def test_no_page_of_a_board_names_anybody_who_has_not_agreed(client, cast, shows):
    PersonFactory.create_batch(6, department=cast.team)
    for number in range(3):
        done(cast.team, title=f"办成{number}")
        owed(cast.team, title=f"欠{number}")
    people = set(Proposer.objects.values_list("person__name", flat=True)) | {"王海", "周工"}
    text = text_of(client, with_page(cast, shows))
    assert [name for name in people if name in text] == []


def test_pages_come_in_the_order_that_was_chosen(client, cast):
    board = create_board(by=cast.leader, enterprise=cast.enterprise, name="食堂", pages=["news", "owed", "finished"])
    codes = [shown(client, board, number).context["content"].code_name for number in (1, 2, 3, 4)]
    assert codes == ["figures", "news", "owed", "finished"]

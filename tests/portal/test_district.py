"""The enterprises of the district compared: every rule for small samples and fair order, counted by hand."""

import datetime as dt
import io
import re

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from alliance_portal.periods import Period
from members.models import Headcount, Person
from suggestions.models import Suggestion
from tests.factories import AllianceFactory, DepartmentFactory, EnterpriseFactory, PersonFactory, WorkshopFactory
from tests.portal.test_dashboard import Links, number_in
from tests.suggestions.counted import many
from workshops.models import EnterpriseKind

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
PERIOD = {"from": "2026-01", "to": "2026-08"}
PAGE = reverse("district")


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def enterprise(name, people, *, proposers=0, **facts):
    """An enterprise of so many people, of whom so many have sent in one each."""
    made = EnterpriseFactory(name=f"{name}有限公司", short_name=name, **facts)
    team = DepartmentFactory(enterprise=made)
    there = Person.objects.bulk_create(
        PersonFactory.build(department=team, enterprise=made, work_number=f"{n:05}") for n in range(people)
    )
    for person in there[:proposers]:
        many(team, 1, by=person)
    made.team, made.first = team, there[0] if there else None
    return made


def shown(desk, **parameters):
    return desk.get(PAGE, PERIOD | parameters)


def names(response):
    return [line.name for line in response.context["page_obj"]]


def line_of(response, made):
    return next(line for line in response.context["page_obj"] if line.unit == made)


def cells(response, made):
    """The texts of one enterprise's row."""
    markup = response.content.decode()
    row = next(one for one in re.findall(r"<tr.*?</tr>", markup, re.S) if f">{made.short_name}<" in one)
    texts = (re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S))
    return [" ".join(text.split()) for text in texts]


def test_participation_is_the_order_and_not_the_number_of_suggestions(desk):
    enterprise("人多", 100, proposers=30)
    enterprise("人少", 40, proposers=20)
    assert names(shown(desk)) == ["人少", "人多"]
    assert names(shown(desk, sort="pending")) == ["人多", "人少"]


def test_counts_stand_per_hundred_people(desk):
    made = enterprise("甲厂", 40, proposers=10)
    assert "25" in cells(shown(desk), made)[2]


def test_under_twenty_suggestions_there_is_no_percentage_but_words(desk):
    made = enterprise("甲厂", 60)
    many(made.team, 11, by=made.first, answer="adopted")
    many(made.team, 6, by=made.first, answer="declined")
    row = cells(shown(desk), made)
    assert row[4] == "17条里采纳11条"
    assert row[3] == "17条里按期答复17条"
    assert row[6] == "11条里落地0条"
    assert [text for text in row[2:] if "%" in text] == []


def test_from_twenty_to_fifty_there_are_whole_percents_and_a_tag(desk):
    made = enterprise("甲厂", 60)
    many(made.team, 30, by=made.first, answer="adopted")
    many(made.team, 19, by=made.first, answer="declined")
    # 30/49 = 61.2 %
    assert cells(shown(desk), made)[4] == "样本少 61% 30/49"


def test_from_fifty_on_there_is_one_decimal_and_no_tag(desk):
    made = enterprise("甲厂", 60)
    many(made.team, 30, by=made.first, answer="adopted")
    many(made.team, 20, by=made.first, answer="declined")
    assert cells(shown(desk), made)[4] == "60.0% 30/50"


def test_of_equal_rates_the_larger_sample_comes_first(desk):
    for name, number in (("小样", 20), ("大样", 60), ("中样", 40)):
        made = enterprise(name, 60)
        many(made.team, number // 2, by=made.first, answer="adopted")
        many(made.team, number // 2, by=made.first, answer="declined")
    assert names(shown(desk, sort="adoption")) == ["大样", "中样", "小样"]


def test_what_has_too_few_for_a_rate_is_not_ranked_by_it(desk):
    few = enterprise("全采", 60)
    many(few.team, 19, by=few.first, answer="adopted")
    enough = enterprise("半采", 60)
    many(enough.team, 10, by=enough.first, answer="adopted")
    many(enough.team, 10, by=enough.first, answer="declined")
    assert names(shown(desk, sort="adoption")) == ["半采", "全采"]


def test_under_twenty_people_an_enterprise_is_last_in_grey_with_words(desk):
    enterprise("大厂", 60, proposers=1)
    small = enterprise("小厂", 19, proposers=19)
    response = shown(desk)
    assert names(response) == ["大厂", "小厂"]
    assert cells(response, small)[1] == "19人里19人提过"
    grey = re.search(r'<tr class="table__unranked">.*?小厂', response.content.decode(), re.S)
    assert grey


def test_under_five_people_enterprises_stand_together_without_a_name(desk):
    enterprise("大厂", 60, proposers=1)
    for name in ("微甲", "微乙"):
        made = enterprise(name, 4, proposers=1)
        many(made.team, 1, by=made.first)
    response = shown(desk)
    assert len(names(response)) == 2
    last = list(response.context["page_obj"])[-1]
    assert (last.tally["received"], last.tally.headcount, last.url) == (4, 8, "")
    table = response.content.decode()
    table = table[table.index("<tbody>") : table.index("</tbody>")]
    assert "微甲" not in table


def test_an_enterprise_that_has_told_no_headcount_keeps_its_name_and_has_no_rank(desk):
    enterprise("大厂", 60, proposers=1)
    gone = enterprise("没填", 1)
    many(gone.team, 30, by=gone.first, answer="adopted")
    Person.objects.filter(enterprise=gone).update(left_on=dt.date(2025, 12, 31))
    tiny = enterprise("微甲", 4, proposers=1)
    response = shown(desk)
    assert "各企业数据表" in response.content.decode()
    assert names(response) == ["大厂", "没填", "其他（不足5人的1家企业）"]
    assert line_of(response, gone).is_ranked is False
    assert cells(response, gone)[0] == "没填 人数未填"
    assert "30" in cells(response, gone)[2]
    assert workbook(desk)["企业"].max_row == 5
    assert tiny.short_name not in response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]


def before_and_now(made, before, now):
    """Adopted and declined of the months before, and of these."""
    for day, (adopted, declined) in (("2025-07-01", before), ("2026-03-01", now)):
        many(made.team, adopted, by=made.first, received=day, answer="adopted")
        many(made.team, declined, by=made.first, received=day, answer="declined")


@pytest.mark.parametrize(
    ("before", "now", "mark"),
    [
        ((45, 55), (60, 40), "▲15.0"),
        ((60, 40), (45, 55), "▼15.0"),
        ((47, 53), (60, 40), "持平"),
        ((10, 9), (60, 40), ""),
        ((60, 40), (19, 0), ""),
    ],
)
def test_a_mark_stands_only_where_the_difference_is_more_than_chance(desk, before, now, mark):
    made = enterprise("甲厂", 60)
    before_and_now(made, before, now)
    found = re.search("▲[0-9.]+|▼[0-9.]+|持平", cells(shown(desk), made)[4])
    assert (found[0] if found else "") == mark


def test_the_months_before_are_as_many_and_known_as_long_after(desk):
    made = enterprise("甲厂", 60)
    before_and_now(made, (0, 0), (60, 40))
    # 100 of July 2025 answered a year too late: at the end of December none of them was.
    many(made.team, 100, by=made.first, received="2025-07-01", answer="adopted", on="2026-01-05")
    response = shown(desk)
    assert response.context["selection"].period.before == Period(dt.date(2025, 5, 1), dt.date(2025, 12, 1))
    assert line_of(response, made).before["adopted"] == 0
    assert line_of(response, made).shares["adoption"].trend.way == "up"


def test_an_enterprise_that_had_nothing_before_is_not_compared(desk):
    made = enterprise("甲厂", 60, proposers=40)
    assert line_of(shown(desk), made).shares["participation"].trend is None


def test_the_interval_stands_in_the_workbook_and_not_on_the_page(desk):
    made = enterprise("甲厂", 60)
    many(made.team, 10, by=made.first, answer="adopted")
    many(made.team, 10, by=made.first, answer="declined")
    assert "29.9%" not in shown(desk).content.decode()
    sheet = workbook(desk)["企业"]
    head = [cell.value for cell in sheet[1]]
    row = [cell.value for cell in sheet[2]]
    assert row[head.index("采纳率：95%区间")] == "29.9%—70.0%"
    assert row[head.index("采纳率")] == "50%"


def test_the_workbook_gives_no_percentage_of_few(desk):
    made = enterprise("甲厂", 60)
    many(made.team, 17, by=made.first, answer="adopted")
    small = enterprise("小厂", 10)
    many(small.team, 60, by=small.first, answer="adopted")
    sheet = workbook(desk)["企业"]
    rows = {row[0].value: [str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)}
    assert "17条里采纳17条" in rows["甲厂"]
    assert [text for text in rows["小厂"] if "%" in text] == []


def workbook(desk, **parameters):
    response = desk.get(reverse("district-export"), PERIOD | parameters)
    return openpyxl.load_workbook(io.BytesIO(response.getvalue()))


def test_every_number_of_suggestions_on_the_page_opens_exactly_its_rows(desk):
    made = enterprise("甲厂", 60, proposers=5)
    many(made.team, 30, by=made.first, answer="adopted", done="2026-04-01", verified=100)
    many(made.team, 3, by=made.first)
    enterprise("乙厂", 30, proposers=3)
    links = [one for one in Links(shown(desk).content.decode()).found if "/dashboard/rows/" in one[0]]
    assert len(links) > 20
    for address, text in links:
        listed = desk.get(address).context["listed"]
        assert (address, number_in(text)) == (address, listed.total)


def test_filters_narrow_the_figures_and_their_rows_alike(desk):
    kind = EnterpriseKind.objects.create(name="特别一类")
    there = enterprise("甲厂", 60, proposers=5, town="城东", industry="机床")
    kind.enterprises.add(there)
    alliance = AllianceFactory()
    WorkshopFactory(enterprise=there, alliance=alliance)
    enterprise("乙厂", 60, proposers=9, town="城西", industry="客车")
    narrowings = {"town": "城东", "industry": "机床", "kind": kind.pk, "alliance": alliance.slug, "q": "甲厂"}
    for name, value in narrowings.items():
        response = shown(desk, **{name: value})
        assert names(response) == ["甲厂"]
        assert (response.context["summary"]["received"], response.context["summary"]["headcount"]) == (5, 60)
        listed = desk.get(response.context["links"]["received"]).context["listed"]
        assert (name, listed.total) == (name, 5)
    assert shown(desk).context["summary"]["received"] == 14


@pytest.mark.parametrize(
    "query",
    [{"kind": "x"}, {"kind": "99999999999999999999"}, {"alliance": "\x00"}, {"q": "\x00"}, {"page": "x"}, {"sort": "x"},
     {"rate": "x"}, {"from": "2026-13"}, {"enterprise": "CF"}, {"enterprise": "??"}],
)  # fmt: skip
def test_what_makes_no_sense_in_the_address_is_left_out(desk, query):
    enterprise("甲厂", 60, proposers=1)
    assert names(shown(desk, **query)) == ["甲厂"]


def test_a_town_nobody_is_in_shows_how_to_see_all(desk):
    enterprise("甲厂", 60, proposers=1)
    response = shown(desk, town="没有")
    assert (names(response), response.context["summary"]["received"]) == ([], 0)
    assert "看全部企业" in response.content.decode()


def test_fifty_stand_on_a_page_and_the_address_keeps_the_rest(desk):
    for n in range(51):
        made = EnterpriseFactory()
        Headcount.objects.create(enterprise=made, month=dt.date(2026, 1, 1), people=8 * (20 + n))
    first = shown(desk, sort="pending")
    assert (len(names(first)), first.context["page_obj"].paginator.count) == (50, 51)
    assert "sort=pending&amp;page=2" in first.content.decode()
    assert len(names(shown(desk, page="2"))) == 1


@pytest.mark.parametrize("view", ["district", "district-funnel", "district-owed", "district-export"])
@pytest.mark.parametrize("who", ["worker", "reviewer", "officer", "leader"])
def test_only_staff_compare_enterprises(client, cast, view, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse(view)).status_code == 403


def test_no_name_of_a_person_is_on_the_page(desk):
    made = enterprise("甲厂", 60, proposers=25)
    many(made.team, 1, by=PersonFactory(department=made.team, name="欧阳独特"))
    assert "欧阳独特" not in shown(desk).content.decode()


def test_three_enterprises_cost_as_many_queries_as_one(desk, django_assert_max_num_queries):
    first = enterprise("甲厂", 30, proposers=21)
    many(first.team, 1, by=first.first, received="2026-03-01")
    shown(desk)
    with django_assert_max_num_queries(45) as once:
        shown(desk)
    for name in ("乙厂", "丙厂"):
        enterprise(name, 30, proposers=21)
    with django_assert_max_num_queries(len(once)):
        shown(desk)


def test_the_dashboard_of_the_district_shows_the_first_and_leads_here(desk, monkeypatch):
    monkeypatch.setattr("alliance_portal.dashboard.units.UNITS_ON_A_PAGE", 20)
    for n in range(21):
        made = EnterpriseFactory()
        Headcount.objects.create(enterprise=made, month=dt.date(2026, 1, 1), people=8 * (20 + n))
    many(DepartmentFactory(enterprise=made), 1)
    response = desk.get(reverse("dashboard"), PERIOD)
    assert len(response.context["page_obj"]) == 20
    assert PAGE in response.content.decode()


def test_the_whole_is_the_sum_of_its_enterprises(desk):
    made = enterprise("甲厂", 60, proposers=5)
    many(made.team, 30, by=made.first, answer="adopted")
    enterprise("乙厂", 30, proposers=3)
    response = shown(desk)
    for code in ("received", "adopted", "pending", "in_time"):
        assert response.context["whole"].tally[code] == sum(one.tally[code] for one in response.context["page_obj"])
    assert Suggestion.objects.count() == response.context["whole"].tally["received"]

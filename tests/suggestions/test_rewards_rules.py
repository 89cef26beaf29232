"""Tables of grades: written from a day on, without gap and overlap, and never changed once they were used."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from members.models import Role, RoleAssignment
from suggestions.models import RewardGrade, RewardRule
from suggestions.services import rewards
from suggestions.services.rewards.arithmetic import Band
from tests.suggestions import rewarding
from tests.suggestions.rewarding import TABLE
from tests.suggestions.test_views_rewards import REWARDS, body

RULES = f"{REWARDS}rules/"
TABLE_OF_ONE = Band("唯一", 0, None, 100, 200)
COLUMNS = ("name", "from", "below", "least", "most")
LINES = [
    ("一等奖", "500000", "", "2000", "5000"),
    ("二等奖", "10000", "500000", "500", "2000"),
    ("鼓励奖", "0", "10000", "50", "500"),
]


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def filled_in(*lines, valid_from=None, **changed):
    """The form as it is sent; `changed` puts other text into single boxes."""
    boxes = {
        f"{column}{n}": text for n, line in enumerate(lines, 1) for column, text in zip(COLUMNS, line, strict=True)
    }
    return {"valid_from": valid_from or timezone.localdate().isoformat()} | boxes | changed


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


# -- the services ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grades", [
    [],
    [Band("甲", 10, None, 1, 1)],
    [Band("甲", 20, None, 2, 2), Band("乙", 0, 10, 1, 1)],
    [Band("甲", 10, None, 1, 1)] * 8,
])  # fmt: skip
def test_a_table_with_a_fault_is_not_written(cast, grades):
    with pytest.raises(WorkflowError):
        rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=in_days(0), grades=grades)


def test_no_version_begins_in_the_past_or_on_the_day_of_another(cast):
    with pytest.raises(WorkflowError):
        rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=in_days(-1), grades=TABLE)
    rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=in_days(3), grades=TABLE)
    with pytest.raises(WorkflowError):
        rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=in_days(3), grades=TABLE)


def test_what_was_used_is_never_changed(cast):
    rule = rewarding.proposed(cast).rule
    before = list(rule.grades.values_list("name", "most_fen"))

    with pytest.raises(WorkflowError):
        rewards.change_rule(rule, by=cast.officer, valid_from=in_days(0), grades=[Band("新", 0, None, 1, 1)])

    assert list(rule.grades.values_list("name", "most_fen")) == before


def test_what_was_not_used_is_changed_as_a_whole(cast):
    rule = rewarding.fixed_table(cast)

    rewards.change_rule(rule, by=cast.officer, valid_from=in_days(5), grades=[Band("唯一", 0, None, 100, 200)])

    changed = RewardRule.objects.get(pk=rule.pk)
    assert (changed.valid_from, [grade.name for grade in changed.grades.all()]) == (in_days(5), ["唯一"])


def test_a_version_in_force_keeps_its_day_or_moves_to_a_later_one(cast):
    rule = rewarding.fixed_table(cast)
    RewardRule.objects.filter(pk=rule.pk).update(valid_from=in_days(-5))
    rule.refresh_from_db()

    rewards.change_rule(rule, by=cast.officer, valid_from=in_days(-5), grades=[TABLE_OF_ONE])
    with pytest.raises(WorkflowError):
        rewards.change_rule(rule, by=cast.officer, valid_from=in_days(-4), grades=[TABLE_OF_ONE])
    other = rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=in_days(2), grades=TABLE)
    with pytest.raises(WorkflowError):
        rewards.change_rule(rule, by=cast.officer, valid_from=other.valid_from, grades=TABLE)


def test_a_reward_keeps_the_table_it_was_graded_by(cast):
    reward = rewarding.proposed(cast)
    rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=in_days(1), grades=[TABLE_OF_ONE])

    assert rewarding.fresh(reward).rule.grades.count() == 5


# -- the pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "read", "write"), [
    ("officer", 200, 200), ("reviewer", 200, 403), ("finance", 200, 403), ("leader", 200, 403), ("worker", 403, 403),
])  # fmt: skip
def test_whoever_reads_the_ledger_reads_the_tables_and_officers_write_them(cast, client, who, read, write):
    client.force_login(getattr(cast, who))
    rule = rewarding.fixed_table(cast)

    assert client.get(RULES).status_code == read
    assert client.get(f"{RULES}new/").status_code == write
    assert client.post(f"{RULES}new/", filled_in(*LINES)).status_code == write
    assert client.get(f"{RULES}{rule.pk}/").status_code == write


def test_the_district_s_table_is_there_from_the_start(officer):
    page = body(officer.get(RULES))

    assert "District, for enterprises without a table of their own · from June 4, 1986" in page
    assert "三等奖: CNY 100,000 and more, below CNY 500,000" in page
    assert "CNY 500.00 to CNY 1,500.00" in page
    assert "up to CNY 300.00" in page


def test_another_enterprise_s_tables_do_not_exist(cast, strangers, client):
    rule = rewarding.fixed_table(cast)
    client.force_login(strangers.officer)

    assert "长风客车" not in body(client.get(RULES))
    assert client.get(f"{RULES}{rule.pk}/").status_code == 404
    district = RewardRule.objects.get(enterprise=None)
    assert client.post(f"{RULES}{district.pk}/", filled_in(*LINES)).status_code == 404


def test_a_new_version_begins_with_the_lines_in_force(cast, officer):
    form = officer.get(f"{RULES}new/").context["form"]
    assert [form[f"name{n}"].value() for n in (1, 5, 6)] == ["一等奖", "五等奖", None]
    assert [form[f"{column}2"].value() for column in COLUMNS] == ["二等奖", "500000", "1000000", "1500", "2500"]

    response = officer.post(f"{RULES}new/", filled_in(*LINES, valid_from=in_days(7).isoformat()))

    assert response.url == RULES
    rule = RewardRule.objects.get(enterprise=cast.enterprise)
    assert (rule.valid_from, rule.made_by) == (in_days(7), cast.officer)
    assert list(rule.grades.values_list("grade", "name", "from_fen", "below_fen", "least_fen", "most_fen")) == [
        (1, "一等奖", 50_000_000, None, 200_000, 500_000),
        (2, "二等奖", 1_000_000, 50_000_000, 50_000, 200_000),
        (3, "鼓励奖", 0, 1_000_000, 5_000, 50_000),
    ]


@pytest.mark.parametrize(("changed", "box", "words"), [
    ({"from2": "20000"}, "from2", "gap: the grade below ends at 10000, this one begins at 20000"),
    ({"from2": "9000.50"}, "from2", "overlaps: the grade below ends at 10000, this one begins at 9000.50"),
    ({"below1": "900000"}, "below1", "no upper end: please leave this empty"),
    ({"below2": ""}, "below2", "Only the highest grade has no upper end"),
    ({"from3": "1"}, "from3", "The lowest grade begins at 0."),
    ({"most3": "40"}, "most3", "not less than the least amount"),
    ({"most3": "0", "least3": "0"}, "most3", "above 0"),
    ({"most3": "3000"}, "most3", "not paid more than a higher one"),
    ({"name2": ""}, "name2", "fill this in, or empty the whole line"),
    ({"least1": ""}, "least1", "fill this in"),
    ({"most1": "许多"}, "most1", "with digits"),
    ({"name5": "孤行"}, "name4", "leave no line empty"),
    ({"valid_from": "2020-01-01"}, "valid_from", "This day is over."),
    ({"valid_from": "明天"}, "valid_from", "like 2026-08-29"),
])  # fmt: skip
def test_what_is_wrong_is_told_at_its_box_and_nothing_is_lost(cast, officer, changed, box, words):
    form = officer.post(f"{RULES}new/", filled_in(*LINES, **changed)).context["form"]

    assert words in " ".join(form.errors[box])
    assert all(form[name].value() == text for name, text in changed.items())
    assert not RewardRule.objects.filter(enterprise=cast.enterprise).exists()


def test_an_end_below_its_beginning_is_told(officer):
    form = officer.post(f"{RULES}new/", filled_in(*LINES, below2="10000", from2="10000")).context["form"]

    assert "above where the grade begins" in " ".join(form.errors["below2"])


def test_an_empty_table_is_none(officer):
    assert list(officer.post(f"{RULES}new/", filled_in()).context["form"].errors) == ["name1"]


def test_a_day_that_is_taken_is_told_at_the_day(cast, officer):
    rewarding.fixed_table(cast)

    form = officer.post(f"{RULES}new/", filled_in(*LINES)).context["form"]

    assert form.errors["valid_from"] == ["There is a version from this day already."]


def test_an_unused_version_is_changed_and_a_used_one_is_not_offered(cast, officer):
    rule = rewarding.fixed_table(cast)
    address = f"{RULES}{rule.pk}/"
    assert address in body(officer.get(RULES))

    officer.post(address, filled_in(*LINES))
    assert RewardGrade.objects.filter(rule=rule).count() == 3

    rewarding.proposed(cast, choice=rewards.Choice(amount_fen=5_000))
    page = body(officer.get(RULES))
    assert address not in page
    assert "1 reward was graded by it, so it stays as it is." in page
    assert officer.get(address).status_code == 404


def test_an_officer_of_two_enterprises_says_of_which(cast, strangers, officer):
    RoleAssignment.objects.create(user=cast.officer, role=Role.OFFICER, enterprise=strangers.enterprise)

    form = officer.post(f"{RULES}new/", filled_in(*LINES)).context["form"]
    assert list(form.errors) == ["enterprise"]

    officer.post(f"{RULES}new/", filled_in(*LINES, enterprise=strangers.enterprise.pk))
    assert RewardRule.objects.get(enterprise__isnull=False).enterprise == strangers.enterprise


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tables_cost_the_same_however_many_there_are(cast, officer, django_assert_num_queries, rows):
    for days in range(rows):
        rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=in_days(days), grades=TABLE)

    with django_assert_num_queries(7):
        assert len(officer.get(RULES).context["tables"]) == rows + 1

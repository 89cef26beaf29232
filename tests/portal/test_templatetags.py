"""Tags and filters, and the components that are made of them."""

from datetime import date, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from alliance_portal.icons import ICONS, STATUS_LOOKS
from alliance_portal.templatetags import portal
from members.models import SkillCertificate, Story
from suggestions.models import Reward, SpotCheck, SpotCheckRow, Suggestion
from training.models import Contest, Mentorship, Session, TopicWish
from workshops.models import (
    AllianceApplication,
    AllianceMembership,
    AwardEntry,
    AwardObjection,
    AwardRound,
    Bid,
    Booking,
    Designation,
    Document,
    HelpRequest,
    Honour,
    MergedRequest,
    Plan,
    PlanItem,
    Problem,
    Promise,
    ReadinessItem,
    Result,
    RollOutAnswer,
    SharedUse,
    Visit,
)

# Whose words are shown as tags.
WORKFLOWS = (
    *(Suggestion, Reward, Visit, Promise, Booking, Designation, HelpRequest, Document, Plan),
    *(AllianceMembership, AllianceApplication, MergedRequest),
    *(Bid, Result, SharedUse, RollOutAnswer, AwardRound, AwardEntry, AwardObjection, Honour, Contest),
)
# What is done with these is not what is done with the others of the same name.
OWN = {
    "problem": Problem, "mentorship": Mentorship, "story": Story, "skill": SkillCertificate, "session": Session,
    "wish": TopicWish, "check": SpotCheck,
}  # fmt: skip
OF_THEIR_OWN = {f"{name}_{code}" for name, model in OWN.items() for code in model.Status.values}
# Derived from days and numbers, as no status says them.
DERIVED = {
    *("verified", "overdue", "learned", "skill_expiring", "skill_expired", "skill_gap", "skill_enough"),
    *(f"session_{state}" for state in ("over", "running", "shut", "full", "few", "free")),
    *("report_frozen", "report_signed", "found_open"),
    *(f"found_{finding}" for finding in SpotCheckRow.Finding.values),
    *(f"agreement_{state}" for state in ("coming", "in_force", "over", "ended")),
}
SHOWN = (*(model.Status for model in WORKFLOWS), PlanItem.State, ReadinessItem.State)


def printed(source, **context):
    return Template("{% load portal %}" + source).render(Context(context))


def component(name, **context):
    """The words of a component, without its markup and spare blanks."""
    return " ".join(render_to_string(f"components/{name}.html", context).split())


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"), [(1560, 1729, "90.2%"), (17, 19, "17/19"), (0, 0, "—"), (None, None, "—")]
)
def test_rate_filter_prints_what_numbers_say(numerator, denominator, expected):
    assert printed("{{ a|rate:b }}", a=numerator, b=denominator) == expected


def test_whole_rate_filter_has_no_decimals():
    assert printed("{{ 347|whole_rate:426 }}") == "81%"


def test_wan_prints_ten_thousands_in_chinese_and_millions_in_english():
    with override("zh-hans"):
        assert portal.wan(3_186_999) == "318.6"
    with override("en"):
        assert portal.wan(3_186_999) == "3.18"


@pytest.mark.parametrize(
    ("language", "yuan", "expected"),
    [
        ("zh-hans", 3_186_999, "318.6万元"),
        ("zh-hans", 10_000, "1.0万元"),
        ("zh-hans", 9_999.5, "9,999元"),
        ("zh-hans", 0, "0元"),
        ("zh-hans", None, "—"),
        ("en", 3_190_000, "CNY 3.19 million"),
        ("en", 999_999, "CNY 999,999"),
    ],
)
def test_money_carries_its_unit(language, yuan, expected):
    with override(language):
        assert portal.money(yuan) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(days=1, hours=6, minutes=50), "1 day 6 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(hours=1, minutes=30), "1 hour"),
        (timedelta(minutes=40), "40 minutes"),
        (timedelta(seconds=30), "less than a minute"),
        (None, "—"),
    ],
)
def test_duration_names_its_two_largest_units(span, expected):
    with override("en"):
        assert portal.duration(span) == expected


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icon_is_a_drawing_for_the_eye_only(name):
    markup = printed("{% icon name %}", name=name)

    assert markup.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><')
    assert "style" not in markup


def test_icon_with_an_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        printed('{% icon "unicorn" %}')


def test_initial_is_the_first_character_of_a_name():
    assert printed('{{ " 李工"|initial }}') == "李"


def test_every_status_has_a_look_and_every_look_an_icon():
    assert set(STATUS_LOOKS) == DERIVED.union(OF_THEIR_OWN, *(each.values for each in SHOWN))
    assert {icon for _colour, icon in STATUS_LOOKS.values()} - {""} <= set(ICONS)


def test_status_tag_shows_its_word_beside_its_colour():
    markup = component("status_tag", code="implemented", label="已落地")

    assert '<span class="tag tag--ok">' in markup
    assert markup.endswith("已落地</span>")


def test_rate_tile_never_shows_a_rate_without_its_two_numbers():
    with override("en"):
        markup = component("rate_tile", label="采纳率", numerator=1560, denominator=1729, unit="条")

    assert "90.2<small>%</small>" in markup
    assert "1,560 ÷ 1,729条" in markup


def test_rate_tile_counts_only_when_there_are_few():
    with override("en"):
        markup = component("rate_tile", label="采纳率", numerator=17, denominator=19, unit="条")

    assert "17<small>/19条</small>" in markup
    assert "%" not in markup


def test_chart_panel_without_numbers_says_so_and_draws_nothing():
    markup = component(
        "chart_panel", id="a", question="每月多少？", answer="", chart="", head=[], rows=[], empty="还没有建议。"
    )

    assert "还没有建议。" in markup
    assert "<table" not in markup


def test_chart_panel_brings_question_answer_and_the_same_numbers():
    markup = component(
        "chart_panel",
        id="a",
        question="每月多少？",
        answer="越来越多。",
        chart="图",
        head=["月份", "收到"],
        rows=[["1月", 157]],
    )

    assert '<section class="chart-panel span-4" aria-labelledby="a"> <h2 id="a">每月多少？</h2>' in markup
    assert "越来越多。" in markup
    assert '<th scope="row">1月</th><td>157</td>' in markup


def test_pagination_keeps_the_filters_of_the_address():
    request = RequestFactory().get("/", {"shop": "冲焊", "page": "2"})
    page = Paginator(range(23), 10).page(2)

    with override("en"):
        markup = render_to_string("components/pagination.html", {"page_obj": page}, request)

    assert 'href="?shop=%E5%86%B2%E7%84%8A&amp;page=1"' in markup
    assert 'href="?shop=%E5%86%B2%E7%84%8A&amp;page=3"' in markup
    assert "11 to 20 of 23" in markup


def test_date_block_shows_month_day_and_weekday():
    with override("en"):
        markup = component("date_block", day=date(2026, 8, 30))

    assert markup == '<span class="date-block"><span>Aug</span><b>30</b><small>Sun</small></span>'

"""The drawings: where each bar ends, what is escaped, and that nothing is drawn for nothing."""

import re

import pytest

from alliance_portal.charts import (
    Bin,
    Column,
    RatePoint,
    Scale,
    bar,
    board_columns,
    columns,
    histogram,
    rate_strip,
)


def rects(markup):
    """(x, y, width, height) of every rectangle that has an x, as written."""
    return re.findall(r'<rect x="([\d.]+)%?" y="([\d.]+)" width="([\d.]+)%?" height="([\d.]+)"', markup)


def texts(markup):
    return re.findall(r"<text[^>]*>([^<]*)</text>", markup)


@pytest.mark.parametrize(
    "markup",
    [
        bar([(0, "done")], 0),
        columns([], uid="a"),
        columns([Column("1月", 0, 0)], uid="a"),
        rate_strip([]),
        rate_strip([RatePoint("1月", None, "—")]),
        histogram([]),
        histogram([Bin("1", 0, 0, 1)], median=1),
        board_columns([], label="x"),
        board_columns([Column("1月", 0, 0)], label="x"),
    ],
)
def test_nothing_is_drawn_for_nothing(markup):
    assert markup == ""


def test_bar_lays_its_parts_end_to_end():
    assert rects(bar([(50, "done"), (30, "adopted"), (20, "late")], 100)) == [
        ("0.00", "0", "50.00", "1"),
        ("50.00", "0", "30.00", "1"),
        ("80.00", "0", "20.00", "1"),
    ]


def test_bar_never_leaves_its_box():
    assert rects(bar([(80, "done"), (80, "late")], 100)) == [
        ("0.00", "0", "80.00", "1"),
        ("80.00", "0", "20.00", "1"),
    ]


def test_bar_is_hidden_from_readers_unless_it_stands_alone():
    assert 'aria-hidden="true"' in bar([(1, "done")], 2)
    assert 'role="img" aria-label="已落地1条"' in bar([(1, "done")], 2, label="已落地1条")


def test_labels_are_escaped():
    evil = '<script>alert("1")</script>'

    for markup in (
        bar([(1, "done")], 1, label=evil),
        columns([Column(evil, 2, 1)], uid="a"),
        rate_strip([RatePoint("1月", 50, evil)]),
        histogram([Bin(evil, 1, 0, 1)]),
        board_columns([Column(evil, 2, 1)], label=evil),
    ):
        assert "<script" not in markup
        assert "&lt;script&gt;" in markup


def test_charts_use_no_inline_style():
    drawn = columns([Column("1月", 10, 5, 2, True)], uid="a") + histogram([Bin("1", 3, 0, 1)], median=0.5)

    assert "style" not in drawn


def test_columns_stand_in_their_months_and_print_their_numbers():
    markup = columns([Column("1月", 100, 50), Column("2月", 50, 25)], uid="a", height=130, top=22)

    # Two months share the width; the plot is 108 px high for a highest value of 108, so 1 px is one suggestion.
    assert rects(markup) == [
        ("10.50", "30.0", "29.00", "100.0"),
        ("16.00", "80.0", "18.00", "50.0"),
        ("60.50", "80.0", "29.00", "50.0"),
        ("66.00", "105.0", "18.00", "25.0"),
    ]
    assert texts(markup) == ["0", "25", "50", "75", "100", "100", "50", "1月", "50", "25", "2月"]


def test_columns_hatch_the_month_that_is_not_over():
    markup = columns([Column("7月", 10, 5), Column("8月", 10, 5, 0, True)], uid="months")

    assert markup.count('fill="url(#hatch-months)"') == 1
    assert markup.count('id="hatch-months"') == 1


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(1, [1]), (4, [1, 2, 3, 4]), (9, [2, 4, 6, 8]), (108, [25, 50, 75, 100]), (293, [100, 200]), (0.5, [])],
)
def test_scale_has_at_most_four_round_ticks(highest, ticks):
    assert Scale(highest, 100, 0).ticks() == ticks


def test_rate_strip_ends_at_100_and_begins_at_a_multiple_of_20():
    assert texts(rate_strip([RatePoint("1月", 89.8, "89.8%"), RatePoint("2月", 97.0, "97.0%")]))[:2] == ["100%", "80%"]
    assert texts(rate_strip([RatePoint("1月", 43.0, "43.0%")]))[:2] == ["100%", "40%"]


def test_rate_strip_leaves_a_gap_where_there_was_nothing_to_divide_by():
    points = [
        RatePoint("1月", 90, "90%"),
        RatePoint("2月", None, "—"),
        RatePoint("3月", 95, "95%"),
        RatePoint("4月", 95, "95%"),
    ]

    markup = rate_strip(points)

    assert markup.count('class="line-rate"') == 1
    assert markup.count("<circle") == 3


def test_rate_strip_draws_the_unfinished_month_hollow_and_dashed():
    markup = rate_strip([RatePoint("7月", 90, "90%"), RatePoint("8月", 80, "80%", True)])

    assert markup.count('class="line-rate line-dashed"') == 1
    assert markup.count('class="fill-surface line-rate"') == 1


@pytest.mark.parametrize(
    ("median", "x"),
    [(0, "0.00"), (0.5, "12.50"), (1, "25.00"), (1.5, "37.50"), (4.5, "62.50"), (30, "87.50")],
)
def test_histogram_puts_the_median_inside_its_bin(median, x):
    bins = [Bin("1", 5, 0, 1), Bin("2", 3, 1, 2), Bin("3—7", 2, 2, 7), Bin(">7", 1, 7, None, True)]

    assert f'<line x1="{x}%" x2="{x}%"' in histogram(bins, median=median)


def test_histogram_marks_what_came_late():
    markup = histogram([Bin("1", 5, 0, 1), Bin(">7", 1, 7, None, True)])

    assert re.findall(r'class="fill-(\w+)"', markup) == ["adopted", "late"]


def test_board_columns_layer_received_adopted_and_done():
    markup = board_columns([Column("1月", 100, 80, 60)], label="每月")

    assert re.findall(r'class="fill-(\w+)"', markup) == ["received", "adopted", "done"]
    assert [height for _x, _y, _width, height in rects(markup)] == ["450.0", "360.0", "270.0"]
    assert texts(markup) == ["100", "60", "1月"]


def test_board_columns_leave_out_a_number_that_has_no_room():
    assert texts(board_columns([Column("1月", 100, 100, 5)], label="每月")) == ["100", "1月"]


def board_of(months, number):
    return board_columns([Column(str(place + 1), number, number, number) for place in range(months)], label="x")


def test_on_the_wall_every_month_has_its_number_where_there_is_room():
    assert texts(board_of(8, 139)).count("139") == 16


def test_on_the_wall_numbers_that_would_run_into_each_other_are_left_out_but_never_the_newest():
    drawn = re.findall(r'<text x="([\d.]+)"[^>]*board-text--strong">1,390', board_of(12, 1390))
    assert len(drawn) == 6
    assert drawn[-1] == f"{640 / 12 * 11.5:.1f}"
    assert "board-text--inverse" not in board_of(12, 1390)

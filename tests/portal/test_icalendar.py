"""Calendar files: what RFC 5545 asks of every line, read back by rules of our own."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest

from alliance_portal.icalendar import Entry, calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE = dt.datetime(2026, 11, 12, 9, 0, tzinfo=SHANGHAI)


def entry(**facts):
    usual = {
        "uid": "booking-1@portal.example.org",
        "summary": "新员工安全体验",
        "starts_at": NINE,
        "ends_at": NINE + dt.timedelta(hours=2),
        "made_at": NINE - dt.timedelta(days=3),
    }
    return Entry(**usual | facts)


def lines_of(text):
    """The unfolded lines."""
    return text.replace("\r\n ", "").split("\r\n")


def value_of(text, name):
    return next(line.partition(":")[2] for line in lines_of(text) if line.startswith(f"{name}:"))


def test_the_frame_and_the_required_lines_are_there_once():
    lines = lines_of(calendar([entry()]))

    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workshop alliance portal//EN"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [lines.count(f"{part}:VEVENT") for part in ("BEGIN", "END")] == [1, 1]
    names = [line.partition(":")[0] for line in lines]
    assert [names.count(name) for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY")] == [1] * 5


def test_every_line_ends_with_crlf_and_no_other_way():
    text = calendar([entry(description="第一行\n第二行\r\n第三行")])

    assert text.endswith("\r\n")
    assert re.search(r"(?<!\r)\n|\r(?!\n)", text) is None


def test_times_are_utc():
    text = calendar([entry()])

    assert value_of(text, "DTSTART") == "20261112T010000Z"
    assert value_of(text, "DTEND") == "20261112T030000Z"
    assert value_of(text, "DTSTAMP") == "20261109T010000Z"


def test_what_has_a_meaning_is_escaped_and_only_once():
    text = calendar([entry(summary="焊工; 钳工, 二班\\夜班\n带安全帽: 必须")])

    assert value_of(text, "SUMMARY") == "焊工\\; 钳工\\, 二班\\\\夜班\\n带安全帽: 必须"


@pytest.mark.parametrize("words", ["培" * 200, "a" * 74, "a" * 75, "a" * 76, "é" * 80, "👷" * 40, "a焊" * 60])
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(words):
    text = calendar([entry(summary=words)])

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert value_of(text, "SUMMARY") == words


def test_a_full_line_is_not_folded_before_it_has_to_be():
    text = calendar([entry(summary="a" * (75 - len("SUMMARY:")))])

    assert "SUMMARY:" + "a" * 67 + "\r\n" in text


def test_nothing_that_is_unseen_gets_into_the_file():
    text = calendar([entry(summary="安全\x00体验\u202e\x07")])

    assert value_of(text, "SUMMARY") == "安全体验"


def test_an_injected_line_stays_part_of_the_text():
    text = calendar([entry(summary="安全\r\nEND:VEVENT\r\nBEGIN:VALARM")])

    assert value_of(text, "SUMMARY") == "安全\\nEND:VEVENT\\nBEGIN:VALARM"
    assert lines_of(text).count("END:VEVENT") == 1


def test_empty_facts_have_no_line():
    names = {line.partition(":")[0] for line in lines_of(calendar([entry()]))}

    assert names & {"LOCATION", "DESCRIPTION", "URL"} == set()

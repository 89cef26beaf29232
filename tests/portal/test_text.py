"""Texts that leave the portal for programs of others."""

import pytest

from alliance_portal.text import unarmed


@pytest.mark.parametrize("value", ["=1+1", "+8", "-8", "@SUM(A1)", "\t=1", "\r=1", -3])
def test_what_would_begin_a_formula_is_marked_as_text(value):
    assert unarmed(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", " ", "甲", "1=1", 8, 0])
def test_all_else_stays_as_it_is(value):
    assert unarmed(value) == str(value)

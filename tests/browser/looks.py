"""Screens on which every page has to hold: each size and each scheme once, as neither depends on the other."""

import pytest

PHONE = {"width": 360, "height": 780}
OFFICE = {"width": 1440, "height": 900}
LOOKS = pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "dark"), (OFFICE, "light")], ids=["dark phone", "light office"]
)

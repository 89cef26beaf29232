"""Screens on which every page has to hold: each size and each scheme once, as neither depends on the other."""

PHONE = {"width": 360, "height": 780}
OFFICE = {"width": 1440, "height": 900}
SCREENS = {"light office": (OFFICE, "light"), "dark phone": (PHONE, "dark")}

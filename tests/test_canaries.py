"""Who finds whose words, at whatever address: every text of members and workshops x reader, held against canaries.csv.

A new text is missing from the table, and the test fails until somebody has looked at its row. After a change that is
meant, write the table anew with `WRITE_CANARIES=1 pytest tests/test_canaries.py` and read the difference.
"""

import csv
import os
import re
from pathlib import Path

import pytest
from django.urls import reverse

from members.services import keep_specialities
from tests import canaries
from tests.access_world import World
from tests.factories import PersonFactory, SpecialityFactory, WorkshopFactory, account
from tests.test_access import names
from tests.workshops import alliances, plating, visiting
from tests.workshops.booking import VenueFactory
from workshops import services
from workshops.models import Visit

TABLE = Path(__file__).parent / "canaries.csv"
READERS = ["visitor", "stranger", "allied", "worker", "officer", "staff"]
# Pages that end the visit or show no row; `suggestions` has tests of its own.
LEFT_OUT = re.compile(r"account_|admin:(?!workshops|members|radar|visit)|suggestions:|.*_(add|delete|history)$")
# Lists that search in what somebody has typed.
SEARCHED = ["workshops:list", "workshops:venues", "workshops:exchange", "workshops:who-can-help", "search"]
# What nobody outside the enterprise and the district's staff may find.
FOR_FEW = re.compile(
    r"workshops\.(Acceptance|AllianceApplication|Booking|Designation(Document|Event)|Document|Evidence|FactEntry|Help"
    r"|Merged|Promise|ReadinessItem|Visit|Designation\.\w+\.(applied|nurturing|revoked))|members\.(Import|Notice|StoryEvent"
    r"|Story\.\w+\.(draft|handed_in|offered))"
)


@pytest.fixture
def world(cast, strangers, staff, settings, tmp_path):
    """The world of the table of access, with more of what only some may read."""
    settings.MEDIA_ROOT = tmp_path
    # Questions per row are counted page by page elsewhere; here they only cost time.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "zeal" not in name]
    made = World(cast, strangers, staff)
    shared = Visit.objects.get()
    services.visits.note(shared, by=staff, words="内部")
    services.visits.follow_up(shared, by=staff, words="后来")
    visiting.draft(cast.enterprise, staff, days_ago=3)
    plating.revoked(made.workshop, staff, plating.ago(2))
    alliances.began(made.alliance, staff, year=alliances.day().year + 1, in_force=False)
    services.venues.take_out_of_use(VenueFactory(enterprise=cast.enterprise), by=staff, reason="装修")
    # Good at something, and not willing to be asked.
    keep_specialities(cast.finance.person, [SpecialityFactory()], by=cast.finance)
    return made


def allied(alliance):
    """Whoever does everything in another enterprise that has a workshop in the alliance."""
    person = PersonFactory()
    WorkshopFactory(enterprise=person.enterprise, alliance=alliance)
    return account(person, "officer", "leader", "reviewer", "finance")


def addresses(world, reader):
    """All there are; those of the admin for staff alone, whom alone the table of access lets in."""
    asked = [(name, parameters) for name, parameters in names() if not LEFT_OUT.match(name)]
    asked = [pair for pair in asked if reader == "staff" or not pair[0].startswith("admin:")]
    searched = [f"{reverse(name)}?q={canaries.PART}" for name in SEARCHED]
    return [*(world.address(*pair) for pair in asked), *searched, *canaries.addresses_of_rows()]


@pytest.mark.once
def test_who_finds_which_words(world, cast, strangers, staff):
    partner = allied(world.alliance)
    keys = canaries.mark(strangers.enterprise, partner.person.enterprise)
    users = {"visitor": None, "stranger": strangers.officer, "allied": partner, "staff": staff}
    users |= {"worker": cast.worker, "officer": cast.officer}
    found = {reader: canaries.found_by(users[reader], addresses(world, reader), keys) for reader in READERS}

    if os.environ.get("WRITE_CANARIES"):
        write(keys, found)
    told = {key: [reader for reader in READERS if key in found[reader]] for key in keys.values()}
    wrong = {key for key in keys.values() if told[key] != stored().get(key)}
    assert {key: [found[reader].get(key) for reader in READERS] for key in wrong} == {}
    assert told.keys() == stored().keys()


def readers_of(pattern):
    return {reader for key, readers in stored().items() if re.search(pattern, key) for reader in readers}


def test_the_table_lets_nobody_else_find_what_is_for_few():
    """Whoever writes it anew does not let these through unseen."""
    assert readers_of(FOR_FEW) == {"worker", "officer", "staff"}
    assert readers_of(r"\.(Visit|Promise|ReadinessItem|Acceptance|FactEntry|Merged)") == {"officer", "staff"}
    assert readers_of(r"\.Help") == {"worker"}
    assert readers_of(r"internal_note|\.noted$|Visit\.\w+\.draft$") == {"staff"}
    assert readers_of(r"ChatRobot\.secret|User\.email") == set()
    # Good at something and not willing to be asked, which the other is.
    assert readers_of(r"Person\.name\.0005") == {"officer", "staff"}
    assert "stranger" in readers_of(r"Person\.name\.0004")


def write(keys, found):
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["text", "readers"])
        for key in sorted(keys.values()):
            writer.writerow([key, " ".join(reader for reader in READERS if key in found[reader])])


def stored():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["text"]: row["readers"].split() for row in csv.DictReader(file)}

"""Workshops and plates in figures: each workshop once, each day by what was valid then, and counted twice the same."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.management import call_command

from tests.factories import WorkshopFactory
from tests.workshops import plating
from workshops import services
from workshops.models import Designation, DesignationEvent, Workshop
from workshops.statistics import plates, recount

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


def count(day, workshops=None):
    return plates.count(Workshop.objects.all() if workshops is None else workshops, plating.day(day))


def test_fifteen_workshops_with_eighteen_plates_are_fifteen(cast, staff):
    plating.fifteen_with_eighteen(staff, cast.enterprise)
    found = count("2026-08-31")
    assert (found.workshops, found.designations) == (15, 18)
    assert [(level.value, workshops) for level, workshops, _plates in found.levels] == [
        ("national", 1), ("provincial", 1), ("municipal", 1), ("district", 0), ("enterprise", 12),
    ]  # fmt: skip
    assert found.plates["enterprise", "enterprise"] == 15
    assert [system.value for system in found.systems] == ["union", "human_resources", "enterprise"]
    assert sum(found.by_system) == 18


def test_a_workshop_falls_to_its_next_plate_when_the_highest_is_revoked(cast, staff):
    first = plating.fifteen_with_eighteen(staff, cast.enterprise)[0]
    national = first.designations.get(level="national")
    services.plates.revoke(national, by=staff, on=plating.day("2026-03-01"), reason="复核未通过")

    assert count("2026-02-28").by_level["national"] == 1
    after = count("2026-03-01")
    assert (after.workshops, after.designations) == (15, 17)
    assert (after.by_level["national"], after.by_level["enterprise"]) == (0, 13)


def test_a_workshop_without_a_valid_plate_still_counts_as_a_workshop(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    plating.revoked(workshop, staff, "2025-06-01", granted="2024-01-01")
    found = count("2026-01-01")
    assert (found.workshops, found.designations, found.without) == (1, 0, 1)


def test_review_and_putting_right_leave_it_valid(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    plating.under_review(workshop, staff)
    plating.to_be_mended(workshop, staff, level="provincial")
    assert count("2026-08-31").designations == 2


def test_what_is_only_wished_for_counts_nowhere(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    plating.wished(workshop, staff)
    plating.applied(workshop, staff, level="national")
    assert count("2026-08-31").designations == 0


def test_a_closed_workshop_leaves_later_days_and_stays_in_earlier_ones(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    plating.hung(workshop, staff, "2024-01-01")
    services.close(workshop, by=staff, closed_on=plating.day("2026-04-01"), reason="合并")
    days = ["2023-12-31", "2024-01-01", "2026-03-31", "2026-04-01", "2026-08-31"]
    assert [count(day).workshops for day in days] == [0, 1, 1, 0, 0]
    assert [count(day).designations for day in days] == [0, 1, 1, 0, 0]


def test_a_workshop_counts_from_its_founding(cast, staff):
    founded = WorkshopFactory(enterprise=cast.enterprise, founded_on=dt.date(2025, 5, 1))
    WorkshopFactory(enterprise=cast.enterprise, is_active=False)
    plating.hung(founded, staff, "2025-08-01")
    assert [count(day).workshops for day in ("2025-04-30", "2025-05-01")] == [0, 1]
    assert count("2025-07-31").without == 1


def test_the_figures_cost_two_queries_however_many(cast, strangers, staff, django_assert_num_queries):
    for cast_of in (cast, strangers):
        plating.fifteen_with_eighteen(staff, cast_of.enterprise)
    with django_assert_num_queries(2):
        assert count("2026-08-31").designations == 36


# The command


def printed(capsys, *arguments):
    call_command("figures", "--json", *arguments)
    numbers = json.loads(capsys.readouterr().out)
    return numbers["workshops"], numbers["designations"]


def test_the_command_counts_the_same(cast, strangers, staff, capsys):
    workshops = plating.fifteen_with_eighteen(staff, cast.enterprise)
    plating.hung(WorkshopFactory(enterprise=strangers.enterprise), staff)
    plate = workshops[5].designations.get()
    services.plates.revoke(plate, by=staff, on=plating.day("2026-05-20"), reason="长期无人")

    assert printed(capsys) == (16, 18)
    assert printed(capsys, "--enterprise", "CF") == (15, 17)
    assert printed(capsys, "--enterprise", "CF", "--from", "2026-01", "--to", "2026-04") == (15, 18)
    assert printed(capsys, "--enterprise", "CF", "--to", "2026-05", "--from", "2026-05") == (15, 17)
    assert printed(capsys, "--enterprise", "CF", "--as-of", "2026-05-19") == (15, 18)
    assert printed(capsys, "--enterprise", "CF", "--as-of", "2024-05-07") == (0, 0)


# The recount


@pytest.fixture
def story(cast, staff):
    """Plates at every point of their way, in workshops open and closed."""
    first, second, third = (WorkshopFactory(enterprise=cast.enterprise) for _n in range(3))
    plating.hung(first, staff, "2024-05-08", level="national", system="human_resources")
    plating.revoked(first, staff, "2026-02-02")
    plating.to_be_mended(second, staff)
    plating.hung(second, staff, "2020-01-01", valid_until=dt.date(2025, 12, 31), level="district")
    plating.applied(third, staff)
    plating.hung(third, staff, "2025-01-31")
    services.plates.describe(plating.hung(third, staff, "2025-03-03"), by=staff, granted_on=dt.date(2025, 2, 2))
    services.close(third, by=staff, closed_on=dt.date(2026, 6, 30), reason="合并")
    return cast


def differing():
    return {what for _place, what, _counted, _recounted in recount.differences(NOW)}


def test_both_ways_of_counting_agree_on_every_month(story):
    assert differing() == set()
    call_command("verify_figures")


def spoil_status():
    Designation.objects.filter(status="named").update(status="reviewing")


def spoil_day():
    Designation.objects.filter(level="national").update(granted_on=dt.date(2025, 5, 8))


def spoil_revocation():
    Designation.objects.filter(status="revoked").update(revoked_on=dt.date(2026, 3, 3))


def spoil_history():
    DesignationEvent.objects.filter(verb="revoked").delete()


@pytest.mark.parametrize("spoil", [spoil_status, spoil_day, spoil_revocation, spoil_history])
def test_a_row_changed_behind_the_services_back_is_found(story, capsys, spoil):
    spoil()
    assert differing()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_figures")
    assert stopped.value.code == 1
    assert story.enterprise.short_name in capsys.readouterr().out


def test_a_figure_that_counts_wrongly_is_found(story, monkeypatch):
    monkeypatch.setattr(plates, "LEVELS", tuple(reversed(plates.LEVELS)))
    assert {"level national", "level municipal"} <= differing()

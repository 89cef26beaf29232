"""Lists about what is put into practice, over HTTP: return visits, what is behind time, and what they cost."""

import pytest

from suggestions import services
from tests.factories import PersonFactory, picture
from tests.suggestions import stages
from tests.suggestions.practising import RECHECKS, TRACKING, TRIED, body, errors, in_days, listed, long_done, visit


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# -- return visits ----------------------------------------------------------------------------------------------------


def test_a_visit_is_recorded_and_leaves_the_list(cast, client):
    suggestion = long_done(cast)
    client.force_login(cast.officer)
    assert listed(client.get(RECHECKS)) == [suggestion.number]
    assert listed(client.get(RECHECKS, {"tab": "late"})) == [suggestion.number]
    assert list(errors(visit(client, suggestion, result="changed"))) == ["note"]
    two = [picture(), picture()]
    assert list(errors(visit(client, suggestion, result="in_use", photos=two))) == ["photos"]

    assert visit(client, suggestion, result="changed", note="换了支架", photos=[picture()]).url == RECHECKS

    assert listed(client.get(RECHECKS)) == []
    assert listed(client.get(RECHECKS, {"tab": "visited"})) == [suggestion.number]
    assert suggestion.events.last().actor_role == "officer"
    client.force_login(cast.worker)
    assert "换了支架" in body(client.get(suggestion.get_absolute_url()))


def test_what_is_not_visited_has_no_page(cast, client):
    client.force_login(cast.reviewer)
    trial = services.confirm(services.report_trial(stages.begun(cast), by=cast.owner, **TRIED), by=cast.worker, note="")

    for suggestion in (trial, stages.begun(cast)):
        assert client.get(f"{RECHECKS}{suggestion.number}/").status_code == 404


def test_no_visit_is_offered_before_its_day(cast, client):
    client.force_login(cast.reviewer)
    suggestion = stages.done(cast)

    page = client.get(f"{RECHECKS}{suggestion.number}/")

    assert page.context["form"] is None
    assert "No visit is due here now." in body(page)
    assert visit(client, suggestion, result="in_use").status_code == 409
    assert not suggestion.rechecks.exists()


# -- what is behind time ----------------------------------------------------------------------------------------------


def test_what_is_behind_time_is_narrowed_by_reason_and_department(cast, client):
    own, step = stages.begun(cast), stages.begun(cast)
    own.implementation.due_on = in_days(-3)
    own.implementation.save()
    services.hand_over(step, by=cast.owner, to=cast.colleague.person, reason="调岗")
    services.plan_step(step, by=cast.colleague, title="订吊臂", due_on=in_days(-9))
    client.force_login(cast.reviewer)

    def late(**query):
        return listed(client.get(TRACKING, {"tab": "late", **query}))

    assert set(late()) == {own.number, step.number}
    assert late(why="own") == [own.number]
    assert late(why="step") == [step.number]
    assert late(why="stalled") == []
    assert late(unit="设备科") == [own.number]
    assert late(sort="latest") == [step.number, own.number]
    assert set(late(why="x", unit="y", sort="z")) == {own.number, step.number}
    page = body(client.get(TRACKING, {"tab": "late"}))
    assert "Past its own day: 3 days" in page
    assert "Step “订吊臂” is late: 9 days" in page


# -- how much it costs ------------------------------------------------------------------------------------------------


def rows_of(cast, number, stage):
    """So many of them, each with a proposer, an owner and a department of its own."""
    for n in range(number):
        suggestion = stage(cast)
        if n:
            suggestion.implementation.owner = PersonFactory(department=(cast.shop, cast.team)[n % 2])
            suggestion.implementation.save()
        yield suggestion


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_behind_time_costs_the_same_however_long_it_is(cast, client, django_assert_num_queries, rows):
    for suggestion in rows_of(cast, rows, stages.begun):
        services.plan_step(suggestion, by=cast.owner, title="订吊臂", due_on=in_days(-1))
    client.force_login(cast.reviewer)

    with django_assert_num_queries(11):
        assert len(listed(client.get(TRACKING, {"tab": "late"}))) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_return_visits_cost_the_same_however_many_there_are(cast, client, django_assert_num_queries, rows):
    for suggestion in rows_of(cast, rows, long_done):
        services.recheck(suggestion, by=cast.officer, role="officer", result="in_use")
    client.force_login(cast.reviewer)

    with django_assert_num_queries(12):
        assert len(listed(client.get(RECHECKS, {"tab": "visited"}))) == rows

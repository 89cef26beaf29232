"""What the tests of meetings do: fill a list, open its pages."""

from suggestions import services
from tests.suggestions.panels import today
from tests.suggestions.reviewing import idea

MEETINGS = "/en/workbench/meetings/"


def planned(cast):
    return services.plan_meeting(by=cast.reviewer, enterprise=cast.enterprise, title="九月评审会", held_on=today(1))


def page_of(meeting, rest=""):
    return f"{MEETINGS}{meeting.pk}/{rest}"


def listed(cast, meeting, suggestion=None, *, conclusion="reserved", **words):
    """An item on the list, with a draft unless its conclusion is empty."""
    item = services.put_on_list(meeting, suggestion or idea(cast), by=cast.reviewer)
    if conclusion:
        item = services.draft(item, by=cast.reviewer, conclusion=conclusion, **{"answer": "等新线一起做。"} | words)
    return item


def numbers(response):
    """What the list holds, in its order."""
    return [item.suggestion.number for item in response.context["items"]]

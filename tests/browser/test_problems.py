"""Pages of the problem board at each step, on a phone and at a desk."""

from tests.factories import WorkshopFactory
from tests.workshops import posing


def test_every_page_is_readable_and_fits(cast, strangers, staff, desk, faults):
    opened = posing.opened(cast.officer, cast.enterprise, staff)
    bid = posing.offered(opened, strangers)
    WorkshopFactory(enterprise=cast.enterprise)
    reported = posing.reported(cast, strangers, staff)
    posing.accepted(cast, strangers, staff)
    at, milestone = f"/workbench/problems/{reported.number}", reported.milestones.get()
    page = desk(cast.officer)
    for address in (
        *("/problems/", "/problems/?q=没有", opened.get_absolute_url(), reported.get_absolute_url()),
        *("/workbench/problems/", "/workbench/problems/?show=bids", "/workbench/problems/new/"),
        f"/workbench/problems/{opened.number}/bids/{bid.pk}/choose/",
        f"/workbench/problems/{opened.number}/bid/",
        *(f"{at}/task-book/", f"{at}/milestones/new/", f"{at}/milestones/{milestone.pk}/check/", f"{at}/fail/"),
    ):
        page.go(address)
        assert (address, faults(page)) == (address, {})

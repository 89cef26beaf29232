"""Boards on the walls: just seen, not seen for days, taken back, and the district's own."""

import datetime as dt

from suggestions.services import hang_poster
from suggestions.services.boards import create_board, note_seen, revoke_board

TURNING = ["finished", "owed", "training"]
JUST_NOW, DAYS_AGO = dt.timedelta(minutes=2), dt.timedelta(days=3)


# None of them is dark at night: whoever tries the demo may sit in another time zone.
def hang_boards(enterprise, *, leader, officer, now):
    """One board for the whole enterprise, and one for its first shop with a poster that the QR code leads to."""
    shop = enterprise.departments.filter(parent=None).order_by("pk").first()
    if not shop.posters.live().exists():
        hang_poster(by=officer, department=shop)
    hall = create_board(by=leader, enterprise=enterprise, name="东门大厅", pages=TURNING)
    note_seen(hall, at=now - JUST_NOW)
    of_shop = create_board(
        by=leader, enterprise=enterprise, department=shop, name=f"{shop.name}看板", theme="dark",
        pages=["workshops", "news"], seconds=45,
    )  # fmt: skip
    note_seen(of_shop, at=now - DAYS_AGO)


def take_back(enterprise, *, by):
    """A board that hung where nobody works any more."""
    last = enterprise.departments.filter(parent=None).order_by("pk").last()
    revoke_board(create_board(by=by, enterprise=enterprise, department=last, name="老食堂"), by=by)


def hang_district_board(*, by):
    return create_board(by=by, name="区总工会一楼大厅", theme="hours", pages=["owed", "workshops", "news"])

"""What the pages of sessions show beside their own facts: each part is a function to a dict of context."""

PUBLIC = []
DESK = []
CALENDAR = []


def public(user, session):
    """The context of the parts that `training/sessions/detail.html` includes; a part takes (user, session)."""
    return _together(PUBLIC, user, session)


def desk(user, session):
    """The context of the parts that `training/desk/detail.html` includes; a part takes (user, session)."""
    return _together(DESK, user, session)


def calendar(user, sessions):
    """The context of what the calendar says to its reader; a part takes (user, the sessions of the page)."""
    return _together(CALENDAR, user, sessions)


def _together(parts, *given):
    return {name: value for part in parts for name, value in part(*given).items()}

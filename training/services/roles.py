"""In whose role somebody acts about a session: of the person it is about, as its lecturer, or for those who keep it."""

from members.acting import acting
from members.permissions import has_role

from ..permissions.sessions import keeps, teaches


def acting_in(by, session, person=None):
    """`by` and `role` for the history; `person` is whose seat or attendance it is about."""
    if by is not None and person is not None and person.user_id == by.pk:
        return {"by": by, "role": "participant"}
    if by is None or keeps(by, session):
        return acting(by, session)
    if teaches(by, session):
        return {"by": by, "role": "lecturer"}
    enterprise = person.enterprise_id if person else session.enterprise_id
    return {"by": by, "role": "officer" if has_role(by, enterprise, "officer") else "leader"}

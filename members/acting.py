"""In whose role somebody acts: how histories keep it, and the words by which people read it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .permissions import has_role, is_district_staff
from .system import USERNAME

WORDS = {
    "district_staff": gettext_lazy("union staff"),
    "officer": gettext_lazy("union officer"),
    "leader": gettext_lazy("leader"),
    "reviewer": gettext_lazy("reviewer"),
    "finance": gettext_lazy("finance"),
    "head": gettext_lazy("head"),
    "owner": gettext_lazy("owner"),
    "workshop_leader": gettext_lazy("leader of the workshop"),
    "secretariat": gettext_lazy("secretariat"),
    "booker": gettext_lazy("has booked"),
    "asker": gettext_lazy("asks for help"),
    "applicant": gettext_lazy("the applicant"),
    "adopter": gettext_lazy("takes it over"),
    "mentor": gettext_lazy("mentor"),
    "apprentice": gettext_lazy("apprentice"),
    "helper": pgettext_lazy("role", "helps"),
    "judge": pgettext_lazy("role", "judge"),
    "objector": gettext_lazy("whoever objected"),
    "certified": gettext_lazy("whose certificate it is"),
    "told_of": gettext_lazy("whom it is told of"),
    "participant": gettext_lazy("takes part"),
    "lecturer": pgettext_lazy("role", "lecturer"),
    "system": gettext_lazy("the system"),
    "venue": gettext_lazy("by itself, because the time was free"),
    "licence": gettext_lazy("by itself, because it is free to use"),
}
NOBODY = {"system", "venue", "licence"}


def acting(user, *records):
    """`by` and `role` for the history, where the user acts for records of enterprises.

    A record says in `RUN_BY` who acts for it besides district staff and the officers of its enterprise.
    """
    return {"by": user, "role": _role(user, records)}


def _role(user, records):
    if user is None or user.username == USERNAME:
        return "system"
    if is_district_staff(user):
        return "district_staff"
    is_officer = any(has_role(user, record.enterprise_id, "officer") for record in records)
    return "officer" if is_officer else records[0].RUN_BY


def who_acted(event):
    """Name and role of who caused an event: 李工·审核人."""
    name = None if event.actor_role in NOBODY else event.actor
    return _(" · ").join(str(part) for part in (name, WORDS.get(event.actor_role)) if part)

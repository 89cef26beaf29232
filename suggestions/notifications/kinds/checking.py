"""What the union's officers are asked to check, and what was found on the spot."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from ...statistics import flags


@kind(Topic.ANSWERING)
def number_to_check(code, year, part, whole):
    rule = flags.BY_CODE.get(code)
    words = _("Please check: “%(rule)s”, %(part)d of %(whole)d suggestions of %(year)d. A sentence is enough.")
    return words % {"rule": rule.name if rule else code, "part": part, "whole": whole, "year": year}


@kind(Topic.ANSWERING)
def spot_check_result(title, looked_at, confirmed):
    words = _(
        "Spot check “%(title)s”: %(all)d looked at on the spot in your enterprise, %(part)d found true. You may "
        "comment once."
    )
    return words % {"title": title, "all": looked_at, "part": confirmed}


@kind(Topic.ANSWERING)
def spot_check_commented(title, enterprise, text):
    words = _("%(enterprise)s on the spot check “%(title)s”: %(text)s")
    return words % {"enterprise": enterprise, "title": title, "text": text}

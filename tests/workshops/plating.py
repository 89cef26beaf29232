"""Plates for tests: a granted one with what a test names, and the steps that follow."""

import datetime as dt

from django.utils import timezone

from alliance_portal.attachments import read_attachment
from tests.factories import WorkshopFactory, picture
from workshops import headings
from workshops.models import Designation
from workshops.services import plate_documents, plates, readiness

FACTS = {"level": "municipal", "system": "union", "title": "市劳模创新工作室", "body": "市总工会"}


def day(text):
    return dt.date.fromisoformat(text)


def ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def ahead(days):
    return ago(-days)


def hung(workshop, by, granted="2024-05-08", **facts):
    """A plate that hangs already."""
    granted = day(granted) if isinstance(granted, str) else granted
    return plates.register(workshop, by=by, granted_on=granted, **FACTS | facts)


def wished(workshop, by, **facts):
    """A plate that is only worked towards."""
    return plates.register(workshop, by=by, **FACTS | facts)


def applied(workshop, by, **facts):
    return plates.apply(wished(workshop, by, **facts), by=by)


def under_review(workshop, by, granted="2024-05-08", **facts):
    return plates.begin_review(hung(workshop, by, granted, **facts), by=by)


def to_be_mended(workshop, by, until=None, **facts):
    plate = under_review(workshop, by, **facts)
    return plates.rectify(plate, by=by, until=until or ahead(30), reason="补齐台账。")


def not_mended(workshop, by, **facts):
    """What was to be put right by yesterday."""
    plate = plates.begin_review(hung(workshop, by, **facts), by=by, on=ago(20))
    return plates.rectify(plate, by=by, on=ago(15), until=ago(1), reason="补齐台账。")


def revoked(workshop, by, on, granted="2024-05-08", **facts):
    on = day(on) if isinstance(on, str) else on
    return plates.revoke(hung(workshop, by, granted, **facts), by=by, on=on, reason="长期无人。")


def fifteen_with_eighteen(staff, enterprise):
    """A group as it is found: 1 national, 1 provincial and 1 city plate hang where a company plate hangs too."""
    workshops = [WorkshopFactory(enterprise=enterprise, name=f"工作室{n:02}") for n in range(15)]
    company = {"level": "enterprise", "system": "enterprise", "title": "公司工作室", "body": "本企业"}
    higher = [("national", "human_resources"), ("provincial", "union"), ("municipal", "union")]
    for workshop in workshops:
        hung(workshop, staff, **company)
    for workshop, (level, system) in zip(workshops, higher, strict=False):
        hung(workshop, staff, level=level, system=system)
    return workshops


def document(name="命名文件.png"):
    """A checked document, made from a picture."""
    return read_attachment(picture(name, kind="PNG"))


def with_document(plate, by):
    """A document beside the plate."""
    return plate_documents.attach_document(plate, by=by, document=document())


def accepted(workshop, by, held_on=None, **facts):
    """An acceptance on the spot with one point less than the most for each heading."""
    scores = {heading.code: heading.most - 1 for heading in headings.EIGHT}
    facts = {"scores": scores, "opinion": "台账要分册。"} | facts
    return readiness.record_acceptance(workshop, by=by, held_on=held_on or ago(1), **facts)


def fresh(plate):
    return Designation.objects.get(pk=plate.pk)

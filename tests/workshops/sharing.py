"""Shared documents as tests need them, at each of their steps."""

from alliance_portal.attachments import read_attachment
from tests.paper_files import pdf
from workshops.models import Document
from workshops.services import documents as services


def file(name="操作法.pdf", text="canary"):
    return read_attachment(pdf(name, text=text))


def draft(by, workshop, visibility="public", files=True, specialities=(), **words):
    """A draft of the workshop, with a first version unless `files` is false."""
    facts = {"title": "点焊电极修磨法", "kind": "operation_method", "applicability": "车身点焊，一毫米板。", **words}
    made = services.create(by=by, workshops=[workshop], specialities=specialities, visibility=visibility, **facts)
    if files:
        services.add_version(made, by=by, attachments=[file()])
    return made


def published(by, workshop, visibility="public", **words):
    return services.publish(draft(by, workshop, visibility, **words), by=by)


def withdrawn(by, workshop, visibility="public", **words):
    made = published(by, workshop, visibility, **words)
    return services.withdraw(made, by=by, reason="第三步的电流写错了。")


def fresh(document):
    return Document.objects.get(pk=document.pk)


def files_of(document):
    return [file for version in document.versions.all() for file in version.files.all()]

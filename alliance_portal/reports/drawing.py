"""Draws a report: the content that page, workbook and snapshot show, whoever reads it in whatever language."""

from django.conf import settings
from django.utils import translation

from alliance_portal.models import ReportTable

from . import narrative
from .columns import in_order
from .tables import BY_CODE


def draw(code, scope):
    """The content (see `alliance_portal.snapshots`) of a report, in the words of the office's forms."""
    with translation.override(settings.LANGUAGE_CODE):
        if code == ReportTable.NARRATIVE:
            columns, drawn = narrative.COLUMNS, narrative.draw(scope)
            return _content(code, narrative.TITLE, columns, drawn, scope)
        table = BY_CODE[code]
        return _content(code, table.title, in_order(table, scope.user), table.draw(scope), scope)


def _content(code, title, columns, drawn, scope):
    return {
        "table": str(code),
        "title": title,
        "unit": scope.unit,
        "period": scope.span.label,
        "columns": [{"code": one.code, "title": one.title, "kind": one.kind, "total": one.total} for one in columns],
        "rows": [
            {"key": key, "cells": [one.cell(values.get(one.code)) for one in columns]} for key, values in drawn.rows
        ],
        "totals": [one.cell(drawn.totals.get(one.code)) if one.total else None for one in columns],
        "typed": sum(len(drawn.rows) for one in columns if one.is_typed),
    }

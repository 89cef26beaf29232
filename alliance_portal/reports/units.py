"""Which enterprises have frozen and signed their reports of a period, and which have not: for district staff."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import ReportTable, Snapshot
from members.models import Enterprise


class Standing(models.TextChoices):
    """How far an enterprise is with what is asked for."""

    MISSING = "missing", _("Something is not frozen yet")
    UNSIGNED = "unsigned", _("Something is frozen and not signed")
    SIGNED = "signed", _("All of it is signed")


@dataclass(frozen=True)
class Cell:
    """One report of an enterprise: its newest version, None where there is none."""

    table: str
    snapshot: Snapshot | None

    @property
    def label(self):
        return ReportTable(self.table).label

    @property
    def is_signed(self):
        return self.snapshot is not None and self.snapshot.is_signed


@dataclass(frozen=True)
class Unit:
    enterprise: Enterprise
    cells: list

    @property
    def signed(self):
        return sum(cell.is_signed for cell in self.cells)

    def stands(self, standing):
        """Whether it is so: somebody may lack one report and have not signed another."""
        return {
            Standing.MISSING: any(cell.snapshot is None for cell in self.cells),
            Standing.UNSIGNED: any(cell.snapshot and not cell.is_signed for cell in self.cells),
            Standing.SIGNED: self.signed == len(self.cells),
        }[standing]


def units_of(user, span, tables):
    """[Unit] of every enterprise in use, by name; two queries."""
    newest = {}
    for one in Snapshot.objects.visible_to(user).of_enterprises(span.code).for_list():
        newest[one.enterprise, one.table] = one
    return [
        Unit(enterprise, [Cell(table, newest.get((enterprise.pk, table))) for table in tables])
        for enterprise in Enterprise.objects.visible_to(user).active().order_by("name", "pk")
    ]

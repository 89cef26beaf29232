"""What stands behind the addresses of the report centre in the access table."""

from alliance_portal.models import ReportColumn
from tests.portal import reporting

PERIOD = "period=2026-q1"


def reports(cast):
    """A report that was signed, one that waits to be signed, and one that nobody has frozen."""
    ReportColumn.objects.update_or_create(table="training", code="topic", defaults={"title": "主题", "place": 20})
    signed = reporting.signed(cast.officer, cast.enterprise, table="training", period="2026-q1")
    frozen = reporting.frozen(cast.officer, cast.enterprise, table="mentoring", period="2026-q1")
    kept = {f"snapshot{part}": {"pk": signed.pk} for part in ("", "-today", "-workbook")}
    waiting = {f"snapshot-{part}": {"pk": frozen.pk} for part in ("sign", "discard")}
    drawn = {f"report{part}": {"code": "reform", "?": PERIOD} for part in ("", "-workbook", "-freeze")}
    return kept | waiting | drawn

"""The addresses of the report centre."""

from django.urls import path

from .views import drawing, signing, units

report_pages = [
    path("reports/", drawing.reports, name="reports"),
    path("reports/units/", units.units, name="reports-units"),
    path("reports/signed/<int:pk>/", signing.snapshot, name="snapshot"),
    path("reports/signed/<int:pk>/sign/", signing.sign, name="snapshot-sign"),
    path("reports/signed/<int:pk>/discard/", signing.discard, name="snapshot-discard"),
    path("reports/signed/<int:pk>/today/", signing.today, name="snapshot-today"),
    path("reports/signed/<int:pk>/report.xlsx", signing.as_workbook, name="snapshot-workbook"),
    path("reports/<slug:code>/", drawing.report, name="report"),
    path("reports/<slug:code>/report.xlsx", drawing.as_workbook, name="report-workbook"),
    path("reports/<slug:code>/freeze/", signing.freeze, name="report-freeze"),
]

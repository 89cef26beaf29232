"""Sessions in figures, for those who answer for them."""

from django.urls import path

from ..views import figures

urlpatterns = [
    path("workbench/sessions/figures/", figures.page, name="session-figures"),
    path("workbench/sessions/figures.xlsx", figures.workbook, name="session-figures-file"),
]

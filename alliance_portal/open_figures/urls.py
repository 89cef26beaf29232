"""The addresses of the open figures, which stay as they are: others have them in their programs."""

from django.urls import path

from . import views

figure_pages = [
    path("figures/", views.page, name="figures"),
    path("figures/<slug:code>.json", views.as_json, name="figures-json"),
    path("figures/<slug:code>.csv", views.as_csv, name="figures-csv"),
    path("figures/charts/<slug:code>.svg", views.as_svg, name="figures-svg"),
    path("figures/charts/<slug:code>.png", views.as_png, name="figures-png"),
]

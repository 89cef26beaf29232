"""The workbench of workshops; their public pages show what the apps above know, so the portal adds those."""

from django.urls import path

from .views import desk

desk_pages = [
    path("workbench/workshops/", desk.desk, name="desk"),
]

pages = [*desk_pages]

"""The pages of requirements: at the workbench for those who run workshops, in the admin for district staff."""

from django.urls import path

from .views import desk, merging, radar, tables

_AT = "workbench/workshops/requirements"

requirement_pages = [
    path(f"{_AT}/", desk.requirements, name="requirements"),
    path(f"{_AT}/who-asks/", desk.who_asks, name="who-asks"),
    path(f"{_AT}/requests/<int:pk>/", desk.one_request, name="request"),
    path(f"{_AT}/requests/<int:pk>/<slug:slug>/", desk.answer, name="request-answer"),
    path(f"{_AT}/requests/<int:pk>/<slug:slug>/reopen/", desk.reopen, name="request-reopen"),
    path(f"{_AT}/proofs/<int:pk>/", tables.proof, name="proof"),
    path(f"{_AT}/<int:pk>/form/", tables.blank_form, name="requirement-form"),
    path(f"{_AT}/<int:pk>/<slug:month>/", tables.table, name="requirement-table"),
    path(f"{_AT}/<int:pk>/<slug:month>/table.xlsx", tables.as_workbook, name="requirement-workbook"),
    path(f"{_AT}/<int:pk>/<slug:month>/paper/", tables.paper, name="requirement-paper"),
]


def urls_of(site):
    """The pages inside an admin site: nobody but its staff gets in."""
    guard = site.admin_view
    return [
        path("radar/", guard(radar.radar), name="radar"),
        path("radar/same/", guard(radar.same), name="radar-same"),
        path("radar/filled/", guard(radar.filled), name="radar-filled"),
        path("radar/merge/", guard(merging.merge), name="radar-merge"),
        path("radar/requests/", guard(radar.requests), name="radar-requests"),
        path("radar/requests/<int:pk>/", guard(merging.one_request), name="radar-request"),
        path("radar/requests/<int:pk>/change/", guard(merging.change), name="radar-change"),
        path("radar/requests/<int:pk>/send/", guard(merging.send), name="radar-send"),
        path("radar/requests/<int:pk>/give-up/", guard(merging.give_up), name="radar-give-up"),
        path("radar/requests/<int:pk>/withdraw/", guard(merging.withdraw), name="radar-withdraw"),
    ]

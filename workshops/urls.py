"""The workbench of workshops; their public pages show what the apps above know, so the portal adds those."""

from django.urls import path

from .views import desk, documents, exchange, help_requests, who_can_help

desk_pages = [
    path("workbench/workshops/", desk.desk, name="desk"),
]

help_pages = [
    path("who-can-help/", who_can_help.who_can_help, name="who-can-help"),
    path("who-can-help/<slug:code>/", who_can_help.ask_person, name="ask-person"),
    path("workshops/<slug:slug>/ask/", who_can_help.ask_workshop, name="ask-workshop"),
    path("me/help/", help_requests.mine, name="my-help"),
    path("workbench/workshops/help/", help_requests.of_workshops, name="desk-help"),
    path("workbench/workshops/<slug:slug>/specialities/", desk.specialities, name="desk-specialities"),
    path("help-requests/<slug:code>/", help_requests.detail, name="help-request"),
    path("help-requests/<slug:code>/write/", help_requests.write, name="help-write"),
    path("help-requests/<slug:code>/take-up/", help_requests.take_up, name="help-take-up"),
    path("help-requests/<slug:code>/pass-on/", help_requests.PassOn.as_view(), name="help-pass-on"),
    path("help-requests/<slug:code>/decline/", help_requests.Decline.as_view(), name="help-decline"),
    path("help-requests/<slug:code>/solve/", help_requests.Solve.as_view(), name="help-solve"),
    path("help-requests/<slug:code>/withdraw/", help_requests.Withdraw.as_view(), name="help-withdraw"),
]

document_pages = [
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/<slug:code>/", exchange.document, name="document"),
    path("exchange/<slug:code>/files/<slug:file_code>/", exchange.file, name="document-file"),
    path("workbench/workshops/documents/", documents.listing, name="documents"),
    path("workbench/workshops/documents/new/", documents.new, name="document-new"),
    path("workbench/workshops/documents/<slug:code>/", documents.Change.as_view(), name="document-change"),
    path("workbench/workshops/documents/<slug:code>/version/", documents.NewVersion.as_view(), name="document-version"),
    path("workbench/workshops/documents/<slug:code>/publish/", documents.Publish.as_view(), name="document-publish"),
    path("workbench/workshops/documents/<slug:code>/withdraw/", documents.Withdraw.as_view(), name="document-withdraw"),
    path("workbench/workshops/documents/<slug:code>/discard/", documents.Discard.as_view(), name="document-discard"),
]

pages = [*desk_pages, *help_pages, *document_pages]

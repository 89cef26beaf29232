"""The workbench of workshops; their public pages show what the apps above know, so the portal adds those."""

from django.urls import path

from .views import desk, plate_steps, plates, readiness, running

desk_pages = [
    path("workbench/workshops/", desk.desk, name="desk"),
]

# Before those of one workshop: “plates” is no workshop's address.
plate_pages = [
    path("workbench/workshops/plates/", plates.plates, name="plates"),
    path("workbench/workshops/plates/export.xlsx", plates.export, name="plates-export"),
    path("workbench/workshops/plates/<int:pk>/", plates.plate, name="plate"),
    path("workbench/workshops/plates/<int:pk>/edit/", plates.edit, name="plate-edit"),
    path("workbench/workshops/plates/<int:pk>/documents/new/", plates.add_document, name="plate-document-new"),
    path("workbench/workshops/plates/<int:pk>/apply/", plate_steps.Apply.as_view(), name="plate-apply"),
    path("workbench/workshops/plates/<int:pk>/give-up/", plate_steps.GiveUp.as_view(), name="plate-give-up"),
    path("workbench/workshops/plates/<int:pk>/grant/", plate_steps.Grant.as_view(), name="plate-grant"),
    path("workbench/workshops/plates/<int:pk>/send-back/", plate_steps.SendBack.as_view(), name="plate-send-back"),
    path("workbench/workshops/plates/<int:pk>/review/", plate_steps.Review.as_view(), name="plate-review"),
    path("workbench/workshops/plates/<int:pk>/conclude/", plate_steps.Conclude.as_view(), name="plate-conclude"),
    path("workbench/workshops/plates/<int:pk>/revoke/", plate_steps.Revoke.as_view(), name="plate-revoke"),
    path("workbench/workshops/documents/<int:pk>/", plates.document, name="plate-document"),
    path("workbench/workshops/documents/<int:pk>/remove/", plates.remove_document, name="plate-document-remove"),
]

readiness_pages = [
    path("workbench/workshops/evidence/<int:pk>/", readiness.evidence, name="evidence"),
    path("workbench/workshops/evidence/<int:pk>/remove/", readiness.remove_evidence, name="evidence-remove"),
    path("workbench/workshops/<slug:slug>/readiness/", readiness.checklist, name="readiness"),
    path("workbench/workshops/<slug:slug>/readiness/<slug:heading>/", readiness.say, name="readiness-say"),
    path("workbench/workshops/<slug:slug>/acceptances/new/", readiness.accept, name="acceptance-new"),
    path("workbench/workshops/<slug:slug>/acceptances/<int:pk>/", readiness.acceptance, name="acceptance"),
]

running_pages = [
    path("workbench/workshops/<slug:slug>/", running.at_work, name="at-work"),
    path("workbench/workshops/<slug:slug>/edit/", running.edit, name="edit"),
    path("workbench/workshops/<slug:slug>/rename/", running.rename, name="rename"),
    path("workbench/workshops/<slug:slug>/leader/", running.leader, name="leader"),
    path("workbench/workshops/<slug:slug>/members/new/", running.join, name="member-new"),
    path("workbench/workshops/<slug:slug>/members/<int:pk>/end/", running.leave, name="member-end"),
    path("workbench/workshops/<slug:slug>/plates/new/", plates.new, name="plate-new"),
]

pages = [*desk_pages, *plate_pages, *readiness_pages, *running_pages]

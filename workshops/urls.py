"""The workbench of workshops, visits and venues; the public pages of workshops show what the apps above know.

So the portal adds those.
"""

from django.urls import path

from .views import (
    alliances,
    bookings,
    desk,
    documents,
    exchange,
    help_requests,
    keeping,
    memberships,
    organs,
    plan_items,
    plans,
    plate_steps,
    plates,
    public,
    readiness,
    running,
    staff,
    venues,
    visits,
    who_can_help,
)

desk_pages = [
    path("workbench/workshops/", desk.desk, name="desk"),
]

visit_pages = [
    path("workbench/workshops/visits/", visits.visits, name="visits"),
    path("workbench/workshops/visits/<int:pk>/", visits.visit, name="visit"),
    path("workbench/workshops/visits/<int:pk>/promises/<int:number>/", visits.promise, name="promise"),
]

venue_pages = [
    path("venues/", venues.venues, name="venues"),
    path("venues/<slug:slug>/", venues.venue, name="venue"),
    path("venues/<slug:slug>/photo/<slug:size>/", venues.photo, name="venue-photo"),
    path("venues/<slug:slug>/book/", bookings.book, name="book"),
    path("me/bookings/", bookings.my_bookings, name="my-bookings"),
    path("me/bookings/<int:pk>/", bookings.my_booking, name="my-booking"),
    path("me/bookings/<int:pk>/cancel/", bookings.cancel, name="booking-cancel"),
    path("workbench/workshops/venues/", keeping.venues, name="desk-venues"),
    path("workbench/workshops/new-venue/", keeping.new_venue, name="desk-venue-new"),
    path("workbench/workshops/venues/<slug:slug>/", keeping.edit_venue, name="desk-venue"),
    path("workbench/workshops/venues/<slug:slug>/out-of-use/", keeping.take_out_of_use, name="desk-venue-out"),
    path("workbench/workshops/venues/<slug:slug>/into-use/", keeping.put_back_into_use, name="desk-venue-in"),
    path("workbench/workshops/bookings/", keeping.bookings, name="desk-bookings"),
    path("workbench/workshops/bookings/<int:pk>/", keeping.booking, name="desk-booking"),
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
    path("workbench/workshops/plates/documents/<int:pk>/", plates.document, name="plate-document"),
    path("workbench/workshops/plates/documents/<int:pk>/remove/", plates.remove_document, name="plate-document-remove"),
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

_at = "workbench/workshops/alliances/<slug:slug>"
alliance_pages = [
    path("alliances/<slug:slug>/charters/<int:number>/", organs.charter, name="charter"),
    path("workbench/workshops/alliances/", alliances.alliances, name="alliances"),
    path(f"{_at}/", alliances.keep, name="keep"),
    path(f"{_at}/charters/", organs.new_charter, name="charter-new"),
    path(f"{_at}/terms/", organs.new_term, name="term-new"),
    path(f"{_at}/terms/<int:pk>/", organs.change_term, name="term"),
    path(f"{_at}/terms/<int:pk>/end/", organs.EndTerm.as_view(), name="term-end"),
    path(f"{_at}/terms/<int:pk>/cancel/", organs.CancelTerm.as_view(), name="term-cancel"),
    path("workbench/workshops/applications/new/", alliances.apply, name="application-new"),
    path("workbench/workshops/applications/<int:pk>/", alliances.application, name="application"),
    path(
        "workbench/workshops/applications/<int:pk>/withdraw/",
        alliances.Withdraw.as_view(),
        name="application-withdraw",
    ),
    path("workbench/workshops/memberships/<int:pk>/leave/", memberships.Leave.as_view(), name="membership-leave"),
    path("workbench/workshops/memberships/<int:pk>/rectify/", memberships.Rectify.as_view(), name="membership-rectify"),
    path("workbench/workshops/memberships/<int:pk>/clear/", memberships.Clear.as_view(), name="membership-clear"),
    path("workbench/workshops/memberships/<int:pk>/remove/", memberships.Remove.as_view(), name="membership-remove"),
]

_plan = "workbench/workshops/plans/<slug:slug>/<int:year>"
_item = f"{_plan}/items/<int:number>"
plan_pages = [
    path("alliances/<slug:slug>/plans/<int:year>/", public.alliance_plan, name="alliance-plan"),
    path("workbench/workshops/plans/", plans.plans, name="plans"),
    path(f"{_plan}/", plans.plan, name="plan"),
    path(f"{_plan}/list/", plans.plan_items, name="plan-items"),
    path(f"{_plan}/sheet/", plans.sheet, name="plan-sheet"),
    path(f"{_plan}/export.xlsx", plans.export, name="plan-export"),
    path(f"{_plan}/aim/", plans.aim, name="plan-aim"),
    path(f"{_plan}/start/", plans.PutInForce.as_view(), name="plan-start"),
    path(f"{_plan}/carry-over/", plans.CarryOver.as_view(), name="plan-carry"),
    path(f"{_plan}/close/", plans.Close.as_view(), name="plan-close"),
    path(f"{_plan}/items/new/", plan_items.new_item, name="plan-item-new"),
    path(f"{_item}/", plan_items.plan_item, name="plan-item"),
    path(f"{_item}/change/", plan_items.change_item, name="plan-item-change"),
    path(f"{_item}/give-up/", plan_items.GiveUp.as_view(), name="plan-item-give-up"),
    path(f"{_item}/reopen/", plan_items.Reopen.as_view(), name="plan-item-reopen"),
    path(f"{_item}/take-out/", plan_items.TakeOut.as_view(), name="plan-item-take-out"),
    path(f"{_item}/evidence/<int:pk>/", plan_items.evidence, name="plan-evidence"),
]

# Those of one workshop come last: its address may be any word that no page above has.
pages = [
    *desk_pages,
    *alliance_pages,
    *plan_pages,
    *help_pages,
    *document_pages,
    *visit_pages,
    *venue_pages,
    *plate_pages,
    *readiness_pages,
    *running_pages,
]

# Calendars take no language prefix: a phone asks for them again under the address it once had.
calendar_pages = [
    path("me/bookings/<int:pk>.ics", bookings.calendar_file, name="booking-ics"),
]


def staff_pages(site):
    """Pages of staff inside an admin site that belong to no list and no form: nobody but its staff gets in."""
    return [
        path("visits/figures/", site.admin_view(staff.visit_figures), name="visit-figures"),
        path("visits/figures.xlsx", site.admin_view(staff.visit_workbook), name="visit-figures-file"),
        path("visits/<int:pk>/sheet/", site.admin_view(staff.sheet), name="visit-sheet"),
        path("visits/<int:pk>/<slug:code>/", site.admin_view(staff.step), name="visit-step"),
    ]

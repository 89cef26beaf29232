"""The workbench of workshops, visits and venues; the public pages of workshops show what the apps above know.

So the portal adds those.
"""

from django.urls import path

from .views import bookings, desk, keeping, staff, venues, visits

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

pages = [*desk_pages, *visit_pages, *venue_pages]

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

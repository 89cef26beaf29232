"""The check-in of a session: the screen of whoever runs it, and what a code opens."""

from django.urls import path

from ..views import arriving, door

DOOR = "workbench/sessions/<slug:number>/check-in/"

urlpatterns = [
    path(DOOR, door.screen, name="check-in"),
    path(DOOR + "open/", door.open_door, name="check-in-open"),
    path(DOOR + "close/", door.close_door, name="check-in-close"),
    path(DOOR + "name/", door.by_name, name="check-in-name"),
    path(DOOR + "add/", door.add, name="check-in-add"),
    path(DOOR + "list/", door.by_list, name="check-in-list"),
    path(DOOR + "<int:pk>/strike/", door.Strike.as_view(), name="check-in-strike"),
]
open_pages = [
    path("k/p/<slug:code>/", arriving.person, name="person-code"),
    path("k/<slug:code>/", arriving.room, name="room-code"),
]

"""Sessions: the calendar for everybody, and the desk of those who keep them."""

from django.urls import path

from ..views import session_desk, session_steps, sessions, wishes

DESK = "workbench/sessions/"
ONE = DESK + "<slug:number>/"
PUBLIC = "training/<slug:number>/"

# What names one session comes after all other words.
urlpatterns = [
    path(DESK, session_desk.sessions, name="desk-sessions"),
    path(DESK + "new/", session_desk.new, name="desk-session-new"),
    path(DESK + "wishes/", wishes.desk, name="desk-wishes"),
    path(DESK + "wishes/<int:pk>/close/", wishes.Close.as_view(), name="wish-close"),
    path(ONE, session_desk.detail, name="desk-session"),
    path(ONE + "change/", session_desk.change, name="desk-session-change"),
    path(ONE + "announce/", session_steps.Announce.as_view(), name="desk-session-announce"),
    path(ONE + "cancel/", session_steps.Cancel.as_view(), name="desk-session-cancel"),
    path(ONE + "discard/", session_steps.Discard.as_view(), name="desk-session-discard"),
    path(ONE + "repeat/", session_steps.Repeat.as_view(), name="desk-session-repeat"),
    path(ONE + "materials/", session_steps.add_materials, name="desk-session-materials"),
    path(ONE + "materials/<slug:code>/remove/", session_steps.RemoveMaterial.as_view(), name="material-remove"),
    path("training/", sessions.sessions, name="sessions"),
    path("training/wishes/", wishes.wishes, name="wishes"),
    path("training/wishes/<int:pk>/voice/", wishes.voice, name="wish-voice"),
    path(PUBLIC, sessions.session, name="session"),
    path(PUBLIC + "materials/<slug:code>/", sessions.material, name="material"),
]
# Calendars take no language prefix: a phone asks for them again under the address it once had.
open_pages = [
    path("training.ics", sessions.feed, name="sessions-ics"),
    path("training/<slug:number>.ics", sessions.one_file, name="session-ics"),
]

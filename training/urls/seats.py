"""Taking a seat, waiting for one, and giving it back; enrolling others, and who is enrolled."""

from django.urls import path

from ..views import people, seats

ONE = "training/<slug:number>/"
DESK = "workbench/sessions/<slug:number>/"

urlpatterns = [
    path("me/training/", seats.my_training, name="my-training"),
    path(ONE + "enrol/", seats.take, name="seat-take"),
    path(ONE + "cancel/", seats.Cancel.as_view(), name="seat-cancel"),
    path(ONE + "pass/", seats.own_pass, name="pass"),
    path(DESK + "team/", people.team, name="session-team"),
    path(DESK + "list/", people.paper, name="session-paper"),
    path(DESK + "people.xlsx", people.export, name="session-people"),
    path(DESK + "seats/<int:pk>/cancel/", people.GiveBack.as_view(), name="session-seat-cancel"),
]

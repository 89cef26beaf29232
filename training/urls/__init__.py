"""Pages of training: figures, sessions, seats, the door, what comes afterwards, and mentoring."""

from . import afterwards, door, figures, mentoring, seats, sessions

app_name = "training"
urlpatterns = [
    *figures.urlpatterns,
    *seats.urlpatterns,
    *door.urlpatterns,
    *afterwards.urlpatterns,
    # The page of one session may be any word that no page above has.
    *sessions.urlpatterns,
    *mentoring.urlpatterns,
]
# Addresses without a language in front: calendar files, and the code of a room.
open_pages = [*sessions.open_pages, *door.open_pages]

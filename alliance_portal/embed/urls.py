"""The addresses of figures on other sites: the frames, in no language of their own, and the pages about them."""

from django.urls import path

from . import desk, views

frames = [
    path("e/<slug:token>/", views.embed, name="embed"),
    path("e/<slug:token>.json", views.as_json, name="embed-json"),
]
embed_pages = [
    path("boards/embeds/", desk.embeds, name="embeds"),
    path("boards/embeds/new/", desk.new, name="embed-new"),
    path("boards/embeds/<int:pk>/", desk.change, name="embed-change"),
    path("boards/embeds/<int:pk>/address/", desk.renew, name="embed-renew"),
    path("boards/embeds/<int:pk>/revoke/", desk.revoke, name="embed-revoke"),
]

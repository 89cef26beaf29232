from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from suggestions.views.doors import door
from workshops.urls import calendar_pages
from workshops.urls import pages as running_workshops
from workshops.views.public import workshop_list

from . import preferences
from .board import views as board
from .dashboard import views as dashboard
from .imports.urls import workbench_urls
from .requirements.urls import requirement_pages
from .views import health
from .views.home import home
from .views.workshops import alliance, workshop

# The pages of a workshop show its suggestions and sessions too, so they are put together up here.
workshop_pages = [
    path("workshops/", workshop_list, name="list"),
    path("workshops/<slug:slug>/", workshop, name="detail"),
    path("alliances/<slug:slug>/", alliance, name="alliance"),
    *requirement_pages,
    *running_workshops,
]

leader_pages = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/rows/", dashboard.rows, name="dashboard-rows"),
    path("dashboard/export.xlsx", dashboard.export, name="dashboard-export"),
    path("boards/", board.boards, name="boards"),
    path("boards/<slug:token>/revoke/", board.revoke, name="board-revoke"),
    path("definitions/", dashboard.meanings, name="definitions"),
]

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path("b/<slug:token>/", board.board, name="board"),
    path("b/<slug:token>/photo/<int:pk>/", board.photo, name="board-photo"),
    path("j/<slug:code>/", door, name="door"),
    path("lang/<slug:code>/", preferences.set_language, name="set-language"),
    path("theme/", preferences.set_theme, name="set-theme"),
    *calendar_pages,
    *i18n_patterns(
        path("", home, name="home"),
        path("", include((workshop_pages, "workshops"))),
        path("", include("members.urls")),
        *leader_pages,
        *workbench_urls,
        path("", include("suggestions.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

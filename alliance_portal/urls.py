from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from suggestions.views.doors import door
from training.urls import open_pages as training_pages
from workshops.urls import calendar_pages
from workshops.urls import pages as running_workshops

from . import preferences
from .board import desk as boards
from .board import views as board
from .dashboard import views as dashboard
from .dashboard.district import views as district
from .dashboard.workshops import views as workshop_figures
from .embed.urls import embed_pages, frames
from .feedback import views as feedback
from .imports.urls import workbench_urls
from .newsroom import views as newsroom
from .open_figures.urls import figure_pages
from .reports.urls import report_pages
from .requirements.urls import requirement_pages
from .search.views import find
from .statements.views import STATEMENTS, statement
from .views import health
from .views.home import home
from .views.start import landing, workbench
from .views.verify import verify
from .views.workshops import alliance, workshop, workshop_list

# The pages of workshops show suggestions and sessions too, so they are put together up here.
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
    path("dashboard/district/", district.district, name="district"),
    path("dashboard/district/chance/", district.chance, name="district-funnel"),
    path("dashboard/district/owed/", district.owing, name="district-owed"),
    path("dashboard/district/owed/<slug:code>/", district.owed_rows, name="district-owed-rows"),
    path("dashboard/district/export.xlsx", district.export, name="district-export"),
    path("dashboard/workshops/", workshop_figures.workshops, name="dashboard-workshops"),
    path("dashboard/workshops/rows/", workshop_figures.found, name="dashboard-workshop-rows"),
    path("dashboard/workshops/export.xlsx", workshop_figures.export, name="dashboard-workshops-export"),
    path("dashboard/alliances/", workshop_figures.alliances, name="dashboard-alliances"),
    path("dashboard/alliances/<slug:slug>/", workshop_figures.alliance, name="dashboard-alliance"),
    path(
        "dashboard/alliances/<slug:slug>/export.xlsx",
        workshop_figures.alliance_export,
        name="dashboard-alliance-export",
    ),
    path("boards/", boards.boards, name="boards"),
    path("boards/new/", boards.new, name="board-new"),
    path("boards/<int:pk>/", boards.change, name="board-change"),
    path("boards/<int:pk>/address/", boards.renew, name="board-renew"),
    path("boards/<int:pk>/revoke/", boards.revoke, name="board-revoke"),
    path("definitions/", dashboard.meanings, name="definitions"),
]

reading_pages = [
    path("news/", newsroom.news, name="news"),
    path("news/<slug:slug>/", newsroom.item, name="news-item"),
    path("news/<slug:slug>/picture/", newsroom.picture, name="news-picture"),
    path("search/", find, name="search"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/<slug:code>/", feedback.one, name="feedback-one"),
    path("self-check/", feedback.self_check, name="self-check"),
    *(path(f"{code}/", statement, {"code": code}, name=f"statement-{code}") for code in STATEMENTS),
]

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path("b/<slug:token>/", board.board, name="board"),
    path("b/<slug:token>/<int:number>/", board.board, name="board-page"),
    path("b/<slug:token>/photo/<int:pk>/", board.photo, name="board-photo"),
    *frames,
    path("j/<slug:code>/", door, name="door"),
    path("lang/<slug:code>/", preferences.set_language, name="set-language"),
    path("theme/", preferences.set_theme, name="set-theme"),
    *calendar_pages,
    *training_pages,
    *i18n_patterns(
        path("", home, name="home"),
        path("verify/<slug:code>/", verify, name="verify"),
        path("start/", landing, name="landing"),
        path("workbench/", workbench, name="workbench"),
        path("", include((workshop_pages, "workshops"))),
        path("", include("members.urls")),
        *leader_pages,
        *report_pages,
        *figure_pages,
        *embed_pages,
        *reading_pages,
        *workbench_urls,
        path("", include("suggestions.urls")),
        path("", include("training.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

"""Sign-in as far as this portal has it, and the pages about people. Accounts have no e-mail and no phone."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from . import views

# Named as allauth expects them; its pages about e-mail, phone and codes are left out.
accounts = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("signup/", allauth_views.signup, name="account_signup"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path(
        "password/reset/",
        login_not_required(TemplateView.as_view(template_name="account/password_reset.html")),
        name="account_reset_password",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

pages = [
    path("me/account/", views.account, name="account"),
    path("workbench/roster/", views.roster, name="roster"),
    path("workbench/roster/<path:work_number>/access/", views.access, name="access"),
]

urlpatterns = [
    path("accounts/", include(accounts)),
    path("start/", views.landing, name="landing"),
    path("workbench/", views.workbench, name="workbench"),
    path("", include((pages, "members"))),
]

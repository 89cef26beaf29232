"""Sign-in as far as this portal has it, and the pages about people. Accounts have no e-mail and no phone."""

from django.urls import include, path, re_path

from . import sign_in, views

# Named as allauth expects them; its pages about e-mail, phone and codes are left out.
accounts = [
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.inactive, name="account_inactive"),
    path("signup/", sign_in.signup, name="account_signup"),
    path("reauthenticate/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("password/change/", sign_in.change_password, name="account_change_password"),
    path("password/set/", sign_in.set_password, name="account_set_password"),
    path("password/reset/", sign_in.forgotten_password, name="account_reset_password"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.choose_password,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", sign_in.password_chosen, name="account_reset_password_from_key_done"),
]

pages = [
    path("me/account/", views.account, name="account"),
    path("workbench/roster/", views.roster, name="roster"),
    path("workbench/departments/", views.departments, name="departments"),
    path("workbench/departments/<int:pk>/", views.head, name="head"),
    path("workbench/roster/<path:work_number>/access/", views.access, name="access"),
]

urlpatterns = [
    path("accounts/", include(accounts)),
    path("start/", views.landing, name="landing"),
    path("workbench/", views.workbench, name="workbench"),
    path("", include((pages, "members"))),
]

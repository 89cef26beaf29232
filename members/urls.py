"""Sign-in as far as this portal has it, and the pages about people. Accounts have no e-mail and no phone."""

from django.urls import include, path, re_path

from . import sign_in
from .views import notices, people, robots, specialities, start

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
    path("me/account/", start.account, name="account"),
    path("me/specialities/", specialities.own, name="specialities"),
    path("me/willing/", specialities.willing, name="willing"),
    path("me/notices/", notices.notices, name="notices"),
    path("me/notices/<int:pk>/open/", notices.open_notice, name="notice"),
    path("me/notices/read/", notices.read_all, name="notices_read"),
    path("me/notices/settings/", notices.notice_settings, name="notice_settings"),
    path("me/notices/mailbox/", notices.mailbox, name="mailbox"),
    path("me/notices/mailbox/<str:token>/", notices.mailbox_confirmed, name="mailbox_confirmed"),
    path("me/notices/stop/<str:token>/", notices.mail_stopped, name="mail_stopped"),
    path("workbench/roster/", people.roster, name="roster"),
    path("workbench/roster/<path:work_number>/access/", people.access, name="access"),
    path("workbench/roster/<path:work_number>/specialities/", specialities.of_person, name="person_specialities"),
    path("workbench/departments/", people.departments, name="departments"),
    path("workbench/departments/<int:pk>/", people.head, name="head"),
    path("workbench/robots/", robots.robots, name="robots"),
    path("workbench/robots/new/", robots.new_robot, name="robot_new"),
    path("workbench/robots/<int:pk>/", robots.robot, name="robot"),
    path("workbench/robots/<int:pk>/try/", robots.try_robot, name="robot_try"),
    path("workbench/robots/<int:pk>/remove/", robots.remove_robot, name="robot_remove"),
]

urlpatterns = [
    path("accounts/", include(accounts)),
    path("start/", start.landing, name="landing"),
    path("workbench/", start.workbench, name="workbench"),
    path("", include((pages, "members"))),
]

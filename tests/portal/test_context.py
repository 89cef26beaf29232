"""The chrome: each person is offered the pages of their roles and no others."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from alliance_portal.context import portal
from tests.factories import SuggestionFactory, WorkshopFactory, WorkshopMembershipFactory
from workshops.models import WorkshopMembership

PUBLIC = [
    *("home", "workshops:list", "training:sessions", "workshops:problems", "workshops:who-can-help"),
    *("workshops:results", "suggestions:gallery"),
]


def chrome(user, path="/", **cookies):
    request = RequestFactory().get(path)
    request.user = user
    request.COOKIES.update(cookies)
    return portal(request)


def names(entries):
    return [entry["name"] for entry in entries]


def test_visitor_is_offered_the_public_pages_and_no_bottom_bar():
    context = chrome(AnonymousUser())

    assert names(context["nav"]) == PUBLIC
    assert names(context["tabbar"]) == []
    assert names(context["workbench_nav"]) == []
    assert not context["hat"]


def test_error_page_before_anybody_was_recognised_has_its_chrome():
    assert names(portal(RequestFactory().get("/"))["nav"]) == PUBLIC


def test_worker_has_a_bottom_bar(cast):
    context = chrome(cast.worker, "/me/")

    assert names(context["nav"]) == [*PUBLIC, "suggestions:new", "suggestions:mine"]
    assert names(context["tabbar"]) == ["home", "suggestions:new", "training:sessions", "suggestions:mine"]
    assert [entry["name"] for entry in context["tabbar"] if entry["current"]] == ["suggestions:mine"]


def test_who_leads_a_workshop_has_a_workbench_and_a_hat(cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    led = WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person, role="leader")
    context = chrome(cast.worker)
    assert "workbench" in names(context["nav"])
    assert names(context["workbench_nav"]) == ["workshops:desk"]
    assert str(context["hat"]["role"]) == "领衔人"

    WorkshopMembership.objects.filter(pk=led.pk).update(left_on=timezone.localdate())
    assert "workbench" not in names(chrome(cast.worker)["nav"])


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("worker", []),
        (
            "reviewer",
            [
                *("suggestions:queue", "suggestions:tracking", "suggestions:panels", "suggestions:meetings"),
                *("suggestions:rewards", "suggestions:record"),
            ],
        ),
        ("finance", ["suggestions:benefits", "suggestions:rewards"]),
        (
            "leader",
            [
                *(
                    "suggestions:tracking",
                    "suggestions:panels",
                    "suggestions:rewards",
                    "dashboard",
                    "reports",
                    "boards",
                ),
                "workshops:desk",
            ],
        ),
        (
            "officer",
            [
                *(
                    "suggestions:tracking",
                    "suggestions:meetings",
                    "suggestions:rewards",
                    "dashboard",
                    "reports",
                    "boards",
                ),
                "workshops:desk",
                "members:roster",
                "suggestions:posters",
                "members:stories-desk",
                "suggestions:gallery",
                "suggestions:record",
            ],
        ),
    ],
)
def test_workbench_offers_the_pages_of_the_role(cast, role, pages):
    assert names(chrome(getattr(cast, role))["workbench_nav"]) == pages


def test_district_staff_get_to_the_admin_from_everywhere(staff):
    context = chrome(staff)

    assert names(context["nav"]) == [*PUBLIC, "dashboard", "admin:index"]
    assert names(context["workbench_nav"]) == [
        "dashboard",
        "district",
        "reports",
        "boards",
        "workshops:desk",
        "admin:index",
    ]


def test_hat_names_person_role_and_enterprise(cast):
    with override("en"):
        hat = chrome(cast.reviewer)["hat"]

        assert (hat["name"], str(hat["role"]), hat["enterprise"]) == ("李工", "Reviewer", "长风客车有限公司")


def test_queue_is_offered_with_what_waits_in_it(cast, strangers):
    SuggestionFactory(department=cast.team)

    queue = chrome(cast.reviewer)["workbench_nav"][0]

    assert queue["count"] == 1
    assert chrome(strangers.reviewer)["workbench_nav"][0]["count"] == 0


def test_chrome_that_is_not_shown_asks_the_database_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        chrome(cast.reviewer)


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', "")])
def test_theme_is_one_of_two_or_the_device_s(cookie, theme):
    assert chrome(AnonymousUser(), theme=cookie)["theme"] == theme


def test_languages_are_named_in_themselves():
    with override("en"):
        assert chrome(AnonymousUser())["languages"] == [
            {"code": "zh-hans", "name": "中文", "current": False},
            {"code": "en", "name": "English", "current": True},
        ]

"""Enterprises, departments, and the people of their rosters."""

import datetime as dt

from members.models import Department, Enterprise, Person

from . import tables

# Most have been there for years; of those further down a team some came this year and some left.
NEWCOMER, LEAVER = 5, 7
OFFICE = "综合管理部"


def make_enterprises():
    """{code: Enterprise}"""
    return {
        row["code"]: Enterprise.objects.create(**row | {"answer_days": int(row["answer_days"])})
        for row in tables.rows("enterprises")
    }


def make_people(enterprises, today):
    """{(code, team): its people in the order of their work numbers}; whoever left is not among them."""
    names, teams, shops = _names(), {}, {}
    for row in tables.rows("departments"):
        enterprise = enterprises[row["code"]]
        department = _department(enterprise, row, shops)
        people = [_person(department, row, place, next(names), today) for place in range(int(row["people"]))]
        people += _desk(department, names) if row["shop"] == OFFICE else []
        Person.objects.bulk_create(people)
        teams[row["code"], row["team"] or row["shop"]] = [person for person in people if person.in_service]
    return teams


def _department(enterprise, row, shops):
    key = enterprise.code, row["shop"]
    if key not in shops:
        shops[key] = Department.objects.create(enterprise=enterprise, name=row["shop"])
    if not row["team"]:
        return shops[key]
    return Department.objects.create(enterprise=enterprise, parent=shops[key], name=row["team"])


def _names():
    """Made-up names without end and, for the size of this demo, without repetition."""
    table = tables.rows("names")[0]
    surnames, given = table["surnames"], table["given"].split()
    for number in range(len(surnames) * len(given)):
        yield surnames[number * 37 % len(surnames)] + given[(number * 11 + number // len(surnames)) % len(given)]


def _person(department, row, place, name, today):
    number = int(row["prefix"]) * 100 + place + 1
    grades = row["grades"].split()
    joined, left = _service(number, today)
    return Person(
        enterprise=department.enterprise,
        department=department,
        work_number=f"{number:06}",
        name=name,
        post=row["post"],
        skill_grade=grades[place % len(grades)] if grades else "",
        joined_on=joined,
        left_on=left,
        in_service=left is None,
    )


def _service(number, today):
    """From when and until when somebody has been there; the first of a team stay, because stories are about them."""
    spread = number * 7919 % 1000
    if number % 100 > 6 and spread % LEAVER == 0:
        return today - dt.timedelta(days=2000 + spread), today - dt.timedelta(days=30 + spread % 120)
    if number % 100 > 6 and spread % NEWCOMER == 1:
        return today - dt.timedelta(days=40 + spread % 150), None
    return today - dt.timedelta(days=700 + spread * 6), None


def _desk(department, names):
    """The people with a role in the enterprise: reviewer, finance, officer, leader."""
    return [
        Person(
            enterprise=department.enterprise,
            department=department,
            work_number=row["work_number"],
            name=next(names),
            post=row["post"],
        )
        for row in tables.rows("roles")
    ]

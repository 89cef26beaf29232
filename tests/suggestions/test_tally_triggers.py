"""Whatever may change what a suggestion counts as leaves a mark, by whichever way it was written."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, transaction
from django.db.migrations import Migration
from django.utils import timezone

from suggestions import services, triggers
from suggestions.models import (
    AnswerRating,
    BenefitAssessment,
    Decision,
    FigureFold,
    FigureMark,
    Implementation,
    Proposer,
    Recheck,
    Suggestion,
)
from suggestions.models.tally import AMOUNTS, FLAGS
from suggestions.statistics import COUNTED, recount, recount_sums
from suggestions.statistics.facts import REASONS, with_facts
from suggestions.statistics.kept import proposers
from suggestions.statistics.tally import current
from tests.factories import PersonFactory
from tests.ladder import idea, moment

pytestmark = pytest.mark.django_db
WATCHED = {watched.model: watched for watched in triggers.WATCHED}
# Values that every row of the story below can take without breaking a rule of the database.
OTHER = {
    "month": "2026-02-01", "status": "in_review", "name_hidden": True, "channel": "qr", "paused_days": 3,
    "due_on": "2026-02-02", "conclusion": "adopted", "decline_reason": "other", "outcome": "done", "source": "ledger",
    "claimed_yuan": 5, "verified_yuan": 6, "verified_soft_yuan": 7, "result": "gone", "value": "unclear",
    "received_at": moment("2026-01-09"), "taken_back_at": None,
}  # fmt: skip


@pytest.fixture
def one(cast):
    """A suggestion with a row in each of the tables."""
    facts = {"answer": "adopted", "on": "2026-01-12", "done": "2026-02-01", "claimed": 900, "verified": 800, "soft": 3}
    suggestion = idea(cast.team, "2026-01-10", by=cast.worker.person, visits=[(3, "2026-05-02", "in_use")], **facts)
    AnswerRating.objects.create(decision=suggestion.decisions.get(), value="clear")
    AnswerRating.objects.update(created_at=moment("2026-01-13"))
    FigureMark.objects.all().delete()
    return suggestion


def row_of(model, one):
    return model.objects.get(pk=one.pk) if model is Suggestion else model.objects.get(**{whose(model): one})


def whose(model):
    return "decision__suggestion" if model is AnswerRating else "suggestion"


def marked():
    """({suggestions}, {people}) that are marked; each once."""
    marks = FigureMark.objects.values_list("suggestion", "person")
    found = {suggestion for suggestion, _person in marks if suggestion}, {person for _s, person in marks if person}
    FigureMark.objects.all().delete()
    return found


def expected(model, one, cast):
    return (set(), {cast.worker.person.pk}) if model is Proposer else ({one.pk}, set())


FIELDS = [(watched.model, name) for watched in triggers.WATCHED for name in watched.fields]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_a_change_of_each_field_that_matters_is_marked(one, cast, model, name):
    row = model.objects.filter(pk=row_of(model, one).pk)
    field = model._meta.get_field(name)
    row.update(**{name: getattr(row.get(), field.attname)} if field.is_relation else {name: other(field)})
    assert marked() == expected(model, one, cast)


def other(field):
    return OTHER.get(field.name, moment("2026-06-01"))


@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model.__name__)
def test_a_row_that_is_deleted_and_made_again_is_marked_each_time(one, cast, model):
    row = row_of(model, one)
    if model is Suggestion:
        row.delete()
        suggestions, people = marked()
        assert (suggestions, people) == ({one.pk}, {cast.worker.person.pk})
        return
    type(row).objects.filter(pk=row.pk).delete()
    assert marked() == expected(model, one, cast) if model is not Decision else one.pk in marked()[0]
    if model is not AnswerRating:
        model.objects.bulk_create([row])
        assert marked() == expected(model, one, cast)


@pytest.mark.parametrize("model", [Decision, Implementation, BenefitAssessment, Recheck])
def test_a_row_that_goes_to_another_suggestion_marks_both(one, cast, model):
    other = idea(cast.team, "2026-01-10")
    FigureMark.objects.all().delete()
    model.objects.filter(suggestion=one).update(suggestion=other)
    assert marked() == ({one.pk, other.pk}, set())


def test_a_proposer_who_becomes_another_one_marks_both(one, cast):
    other = PersonFactory(department=cast.team)
    Proposer.objects.filter(suggestion=one).update(person=other)
    assert marked() == (set(), {cast.worker.person.pk, other.pk})


def test_sql_by_hand_is_marked_too(one):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE suggestions_suggestion SET paused_days = 4 WHERE id = %s", [one.pk])
    assert marked() == ({one.pk}, set())


def test_a_suggestion_that_is_saved_leaves_one_mark(one):
    one.save()
    assert FigureMark.objects.count() == 1


def test_other_fields_leave_no_mark(one):
    Suggestion.objects.filter(pk=one.pk).update(title="吊臂", review_on="2027-01-01", version=9)
    Decision.objects.filter(suggestion=one).update(reason="好", would_change="钱", explained_in_person=True)
    Implementation.objects.filter(suggestion=one).update(due_on="2026-03-03")
    Proposer.objects.filter(suggestion=one).update(share=50)
    assert not FigureMark.objects.exists()


def test_what_is_rolled_back_leaves_no_mark(one):
    with transaction.atomic():
        Suggestion.objects.update(paused_days=4)
        transaction.set_rollback(True)
    assert not FigureMark.objects.exists()


# That nothing is left out.


def test_every_figure_and_every_reason_is_kept():
    assert set(FLAGS) | set(AMOUNTS) == set(COUNTED) | set(REASONS.values())
    assert len(FLAGS) == len(set(FLAGS)) <= 63


def test_every_column_that_a_figure_reads_is_watched():
    at = timezone.now()
    asked = [with_facts(Suggestion.objects.all(), at).values_list("mask", "answers", "clear", "tenths", "month")]
    asked += [proposers(Suggestion.objects.all(), at)]
    read = {name for rows in asked for name in re.findall(r'"\w+"\."(\w+)"', str(rows.order_by().query))}
    watched = {watched.model._meta.get_field(name).column for watched in triggers.WATCHED for name in watched.fields}
    assert read - watched == {"id"}


# When one is missing.


def test_a_missing_trigger_is_found(one):
    services.fold_figures()
    assert triggers.missing(connection) == []
    (lost,) = [name for name in triggers._present(connection) if "recheck_update" in name]
    on = " ON suggestions_recheck" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {lost}{on}")
    found = [what for (enterprise, _month), what, _kept, _made in recount.differences(timezone.now())]
    assert found == [f"trigger {lost}"]


def test_what_was_missed_is_counted_anew_after_the_next_migrate(one):
    """SQLite loses the triggers of a table that is made anew."""
    services.fold_figures()
    triggers.drop(connection)
    Suggestion.objects.filter(pk=one.pk).update(spam_at=moment("2026-03-03"))
    assert {what.partition(" ")[0] for _p, what, _k, _m in recount.differences(timezone.now())} == {"trigger"}

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert triggers.missing(connection) == []
    assert not current(timezone.now()).exists()
    services.fold_figures()
    assert current(timezone.now()).exists()
    assert [what for _p, what, _k, _m in recount.differences(timezone.now()) if "history" not in what] == []


def test_a_watched_column_may_get_another_type(one):
    """PostgreSQL refuses it while a trigger names the column, also one that is switched off."""
    if connection.vendor == "postgresql":
        (name,) = [name for name in triggers._present(connection) if "suggestion_update" in name]
        run("SET CONSTRAINTS ALL IMMEDIATE", f"ALTER TABLE suggestions_suggestion DISABLE TRIGGER {name}")
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=planned("suggestions"))
    assert triggers._present(connection, working=False) == {}
    if connection.vendor == "postgresql":
        run("ALTER TABLE suggestions_suggestion ALTER COLUMN status TYPE varchar(90)")
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert triggers.missing(connection) == []
    Suggestion.objects.filter(pk=one.pk).update(status="withdrawn")
    assert marked() == ({one.pk}, set())


def run(*statements):
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def planned(*apps):
    return [(Migration("0099_next", app), False) for app in apps]


@pytest.mark.parametrize("apps", [(), ("members", "training")])
def test_a_migrate_that_changes_no_watched_table_costs_nothing(one, apps):
    services.fold_figures()
    for plan in ({"plan": planned(*apps)}, {}):
        emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", **plan)
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert current(timezone.now()).exists()


def test_without_triggers_no_sums_are_read_or_made(one):
    """A migrate that fails in the middle leaves it like this, and work may go on."""
    services.fold_figures()
    triggers.drop(connection)
    assert not current(timezone.now()).exists()
    Suggestion.objects.filter(pk=one.pk).update(spam_at=moment("2026-03-03"))
    assert services.fold_figures() == 0
    assert not current(timezone.now()).exists()
    with pytest.raises(CommandError, match="migrate"):
        call_command("fold_figures", "--rebuild")

    triggers.install(connection)
    services.fold_figures()
    assert current(timezone.now()).exists()
    assert list(recount_sums.differences(timezone.now())) == []


def test_sums_are_not_called_right_while_one_trigger_is_missing(one):
    services.fold_figures()
    lost, table = next(iter(triggers._present(connection).items()))
    with connection.cursor() as cursor:
        triggers._drop(connection, cursor, {lost: table})
    services.fold_figures()
    assert not current(timezone.now()).exists()


def test_where_there_are_no_tables_yet_nothing_is_dropped(one, monkeypatch):
    services.fold_figures()
    monkeypatch.setattr(connection.introspection, "table_names", lambda cursor=None: [])
    triggers.drop(connection)
    assert current(timezone.now()).exists()


def test_an_import_does_not_count_the_district_anew(one, monkeypatch):
    services.fold_figures()
    FigureFold.objects.update(counted_by="conditions of last year")
    monkeypatch.setattr(services.figures, "MANY", 0)
    Suggestion.objects.filter(pk=one.pk).update(paused_days=4)
    services.fold_if_many()
    assert (FigureMark.objects.count(), current(timezone.now()).exists()) == (1, False)


def test_sums_by_other_definitions_are_not_read_but_made_anew(one):
    services.fold_figures()
    FigureFold.objects.update(counted_by="conditions of last year")
    assert not current(timezone.now()).exists()
    services.fold_figures()
    assert current(timezone.now()).exists()

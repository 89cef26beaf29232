"""Suggestions are found by their words: tokens cut from the texts, and the index of them."""

import django.db.models.deletion
from django.db import migrations, models

import suggestions.tokens

AT_ONCE = 2000


def cut_texts(apps, schema_editor):
    found, index = (apps.get_model("suggestions", name) for name in ("Suggestion", "WordIndex"))
    events, last = apps.get_model("suggestions", "SuggestionEvent"), 0
    rows = found.objects.order_by("pk").only("pk", "title", "problem", "idea")
    while part := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last, reports = part[-1].pk, {}
        told = events.objects.filter(verb="finished", record__in=[one.pk for one in part])
        for record, note in told.values_list("record", "note"):
            reports.setdefault(record, []).append(note)
        index.objects.bulk_create(
            index(
                suggestion_id=one.pk,
                tokens=suggestions.tokens.cut(one.title, one.problem, one.idea, *reports.get(one.pk, ())),
            )
            for one in part
        )


def add_word_index(apps, schema_editor):
    from suggestions import word_index

    word_index.install(schema_editor.connection)


def drop_word_index(apps, schema_editor):
    from suggestions import word_index

    word_index.remove(schema_editor.connection)


def add_statistics(apps, schema_editor):
    """A shop is in one enterprise: unless PostgreSQL is told, it expects a fiftieth of the rows that there are."""
    if schema_editor.connection.vendor == "postgresql":
        drop_statistics(apps, schema_editor)
        schema_editor.execute(
            "CREATE STATISTICS suggestion_places (dependencies)"
            " ON enterprise_id, shop_id, department_id FROM suggestions_suggestion"
        )


def drop_statistics(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS IF EXISTS suggestion_places")


class Migration(migrations.Migration):
    dependencies = [
        ("suggestions", "0007_boards"),
    ]

    operations = [
        migrations.CreateModel(
            name="WordIndex",
            fields=[
                (
                    "suggestion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="word_index",
                        serialize=False,
                        to="suggestions.suggestion",
                        verbose_name="suggestion",
                    ),
                ),
                ("tokens", suggestions.tokens.TokensField(editable=False, verbose_name="tokens")),
            ],
            options={
                "verbose_name": "words of a suggestion",
                "verbose_name_plural": "words of suggestions",
            },
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["received_at", "id"], name="suggestion_received"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("shown_publicly_at__isnull", False)),
                fields=["-implemented_at", "-id"],
                name="suggestion_public",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("asked_again_at__isnull", False)),
                fields=["enterprise"],
                name="suggestion_asked_again",
            ),
        ),
        migrations.RemoveIndex(model_name="suggestion", name="suggestion_done"),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("spam_at", None), ("status", "implemented")),
                fields=["-implemented_at", "-id"],
                name="suggestion_done",
            ),
        ),
        migrations.RunPython(cut_texts, migrations.RunPython.noop),
        migrations.RunPython(add_word_index, drop_word_index),
        migrations.RunPython(add_statistics, drop_statistics),
    ]

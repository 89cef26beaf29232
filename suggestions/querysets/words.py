"""What suggestions are found by, and how it is kept as their texts are."""

from functools import reduce
from operator import or_

from django.db import connections, models, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL

from ..tokens import cut, encoded, has_case, wanted

# In SQLite the index of tokens is a table of its own, in PostgreSQL it is one of the table they stand in.
INDEX = "suggestion_tokens"
AT_ONCE = 1000


class WordIndexQuerySet(models.QuerySet):
    def write(self, suggestions, *, are_new=False):
        """Cut the texts of these suggestions as they are now; of new ones nothing has been reported yet."""
        suggestions = list(suggestions)
        reports = {} if are_new else self.reports(suggestions)
        rows = [self.model(suggestion_id=one.pk, tokens=tokens_of(one, reports.get(one.pk, ()))) for one in suggestions]
        written = {"update_conflicts": True, "unique_fields": ["suggestion"], "update_fields": ["tokens"]}
        self.bulk_create(rows, batch_size=AT_ONCE, **written)

    def reports(self, suggestions):
        """{suggestion id: what was reported of it}"""
        events = self.model._meta.get_field("suggestion").related_model._meta.get_field("events").related_model.objects
        found, told = {}, events.filter(verb="finished", record__in=[one.pk for one in suggestions])
        for record, note in told.values_list("record", "note"):
            found.setdefault(record, []).append(note)
        return found


def tokens_of(suggestion, reports):
    return cut(*(getattr(suggestion, name) for name in suggestion.TEXTS), *reports)


def contains(name, text):
    """The text is in the field of that name, in letters of whichever case."""
    return Q(**{f"{name}__{'icontains' if has_case(text) else 'contains'}": text})


class WordsQuerySet(models.QuerySet):
    """The part of `SuggestionQuerySet` that is about words."""

    def says(self, text):
        """The text is in title or words; only for those who may read them all, or for the author."""
        return reduce(or_, (contains(name, text) for name in self.model.TEXTS))

    def holding(self, words):
        """Those that hold every token of the words: all that contain them, and a few more."""
        found = _in_postgresql if connections[self.db].vendor == "postgresql" else _in_sqlite
        index = self.model._meta.get_field("word_index").related_model
        return self.filter(pk__in=found(index._meta.db_table, [wanted(word) for word in words]))

    def bulk_create(self, objs, *args, **kwargs):
        """They can be found by their words from the same moment on, as by `save`."""
        with transaction.atomic(using=self.db, savepoint=False):
            made = super().bulk_create(objs, *args, **kwargs)
            self._word_index.write(made, are_new=True)
        return made

    def update(self, **kwargs):
        """The same; `bulk_update` comes by here too."""
        if kwargs.keys().isdisjoint(self.model.TEXTS):
            return super().update(**kwargs)
        with transaction.atomic(using=self.db, savepoint=False):
            keys = list(self.order_by().values_list("pk", flat=True))
            number = super().update(**kwargs)
            for start in range(0, len(keys), AT_ONCE):
                self._word_index.write(self.model._base_manager.filter(pk__in=keys[start : start + AT_ONCE]))
        return number

    update.alters_data = True

    @property
    def _word_index(self):
        return self.model._meta.get_field("word_index").related_model.objects


def _in_postgresql(table, wanted_words):
    """Read before anything else: the planner would rather walk through all suggestions in the order of the list."""
    asked = " & ".join(
        f"{_quoted(token)}{':*' if is_beginning else ''}" for tokens, is_beginning in wanted_words for token in tokens
    )
    held = f"SELECT suggestion_id FROM {table} WHERE tokens @@ %s::tsquery"  # noqa: S608 - the name of a model's table
    return RawSQL(f"WITH held AS MATERIALIZED ({held}) SELECT suggestion_id FROM held", [asked])  # noqa: S608, S611


def _quoted(token):
    masked = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{masked}'"


def _in_sqlite(_table, wanted_words):
    asked = " ".join(
        f"{encoded(token)}{'*' if is_beginning else ''}" for tokens, is_beginning in wanted_words for token in tokens
    )
    return RawSQL(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s", [asked])  # noqa: S608, S611

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets.words import WordIndexQuerySet
from ..tokens import TokensField


class WordIndex(models.Model):
    """What a suggestion is found by: its texts and the reports of what was done, cut into tokens.

    Apart from the suggestion, because a table with such an index is slow to change. It is written with the texts, by
    `Suggestion.save` and its querysets, read by `search`, and holds nothing that could not be made anew.
    """

    suggestion = models.OneToOneField(
        "suggestions.Suggestion", models.CASCADE, primary_key=True, related_name="word_index",
        verbose_name=_("suggestion"),
    )  # fmt: skip
    tokens = TokensField(_("tokens"), editable=False)

    objects = WordIndexQuerySet.as_manager()

    class Meta:
        verbose_name = _("words of a suggestion")
        verbose_name_plural = _("words of suggestions")

    def __str__(self):
        return str(self.suggestion_id)

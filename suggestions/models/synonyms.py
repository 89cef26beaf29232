import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from alliance_portal.text import clean_line

BETWEEN = "="


def folded(text):
    """As words are compared: in small letters of usual width."""
    return unicodedata.normalize("NFKC", text).lower()


class SynonymGroup(TimeStamped):
    """Words of one meaning on the shop floor, so that the same thing is found in other words."""

    words = models.CharField(
        _("words of one meaning"), max_length=300, help_text=_("Two or more, with = between them: 行车=天车=桥吊")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("groups of synonyms")
        ordering = ["words"]

    def __str__(self):
        return self.words

    @property
    def listed(self):
        """The words, one by one."""
        parts = self.words.replace("＝", BETWEEN).split(BETWEEN)
        return [word for word in map(clean_line, parts) if word]

    def clean(self):
        """No word stands twice: neither here nor in another group, where it would mean two things."""
        words = self.listed
        if len(words) < 2:
            raise ValidationError({"words": _("Please write at least two words, with = between them.")})
        seen = set()
        for word in map(folded, words):
            if word in seen:
                raise ValidationError({"words": _("“%(word)s” stands here twice.") % {"word": word}})
            seen.add(word)
        self._check_others(seen)
        self.words = BETWEEN.join(words)

    def _check_others(self, words):
        for other in SynonymGroup.objects.exclude(pk=self.pk):
            for word in other.listed:
                if folded(word) in words:
                    told = {"word": word, "group": other.words}
                    raise ValidationError({"words": _("“%(word)s” is in another group already: %(group)s") % told})

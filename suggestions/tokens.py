"""Texts cut into tokens of two characters, by which a word is found in the middle of a Chinese sentence.

Whatever contains a word contains the word's tokens, so tokens find every text that a comparison would find, and some
more; these are compared then. A single character is looked for as the beginning of a token.
"""

from django.db import models

# Enough for every character there is.
DIGITS = 6


def fold(text):
    """Letters of one case: at least as coarse as `LIKE` in SQLite and `UPPER` in PostgreSQL."""
    return text.upper().casefold()


def cut(*texts):
    """Every pair of neighbours in the texts, and the last character of each, in order and once."""
    tokens = set()
    for text in map(fold, filter(None, texts)):
        tokens.update(text[place : place + 2] for place in range(len(text)))
    return sorted(tokens)


def wanted(word):
    """(tokens that a text has which contains the word, whether they are only the beginnings of tokens)"""
    folded = fold(word)
    if len(folded) < 2:
        return [folded], True
    return sorted({folded[place : place + 2] for place in range(len(folded) - 1)}), False


def has_case(word):
    """Whether letters of another case could stand for some of it: Chinese has none, and is compared much faster so."""
    return fold(word) != word or word.lower() != word or word.upper() != word


class TokensField(models.TextField):
    """A list of tokens: in PostgreSQL a `tsvector`, which takes them as they are; in SQLite words of hex digits."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value, compiler, connection):
        return "array_to_tsvector(%s)" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value, connection, prepared=False):
        if connection.vendor == "postgresql" or isinstance(value, str):
            return value
        return " ".join(map(encoded, value))

    def get_prep_value(self, value):
        return value

    def select_format(self, compiler, sql, params):
        return (f"tsvector_to_array({sql})" if compiler.connection.vendor == "postgresql" else sql), params

    def from_db_value(self, value, expression, connection):
        return value if connection.vendor == "postgresql" else sorted(map(_decoded, value.split()))

    def formfield(self, **kwargs):
        return None


def encoded(token):
    return "".join(f"{ord(character):0{DIGITS}x}" for character in token)


def _decoded(digits):
    places = range(0, len(digits), DIGITS)
    return "".join(chr(int(digits[place : place + DIGITS], 16)) for place in places)

"""What people type, made safe to store and to compare."""

import re
import unicodedata

# Direction marks and zero-width characters can make two texts look alike; controls break exports.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
FORMULA_SIGNS = tuple("=+-@\t\r")
FIRST_SENTENCE = re.compile(r"[。！？!?；;\n]")


def clean(text):
    """Composed characters, no unseen ones, `\\n` line ends, no blanks around."""
    text = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    return UNSEEN.sub("", text).strip()


def clean_line(text):
    """As `clean`, on one line with single blanks."""
    return " ".join(clean(text).split())


def unarmed(value):
    """A cell of a CSV file that begins no formula where it is opened."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def headline(text, length=30):
    """A title made from a text: its first sentence, cut at `length` characters."""
    first = clean_line(FIRST_SENTENCE.split(clean(text), maxsplit=1)[0]) or clean_line(text)
    return first if len(first) <= length else first[: length - 1] + "…"


def is_about(word, text):
    """Whether what somebody typed means the word: a part of it stands in the word, or the word in the text.

    Width and case of letters do not count. A word of one character is too little to be looked for in a text.
    """
    word, text = (unicodedata.normalize("NFKC", one).casefold() for one in (word, clean_line(text)))
    return any(part in word for part in text.split()) or (len(word) > 1 and word in text)

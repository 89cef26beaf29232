"""The Chinese catalogue is complete, compiled, safe to format with, and in the portal's tone."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("alliance_portal", "members", "workshops", "suggestions", "training")
CATALOGUE = ROOT / "alliance_portal" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
LIBRARIES = ("django", "allauth", "django_filters", "simple_history")

# How many leading arguments are messages, and whether the first one is a context.
CALLS = {
    "_": (1, False),
    "gettext": (1, False),
    "ngettext": (2, False),
    "pgettext": (2, True),
    "npgettext": (3, True),
}
IN_TEMPLATE = re.compile(r"\b(_|n?p?gettext)\(((?:\s*u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"),?)+)(?:\s*count)?\)")
PLACEHOLDER = re.compile(r"%\((\w+)\)")
HAN = r"[\u4e00-\u9fff]"
HARSH = re.compile("非法|无效|操作失败|用户")
HALF_WIDTH = re.compile(rf"{HAN}[,;:!?(]|[,;!?)]{HAN}")
GAP = re.compile(rf"{HAN} +(?:\d|%\()|(?:\d|%\(\w+\)s) +{HAN}")


def key_of(function, texts):
    """The (context, singular) by which a catalogue knows the message."""
    _count, has_context = CALLS[function]
    return (texts[0], texts[1]) if has_context else (None, texts[0])


def calls_in_python(source):
    """(function, arguments) of every call that translates."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            name = name.removesuffix("_lazy").removesuffix("_noop")
            if name in CALLS:
                yield name, node.args[: CALLS[name][0]]


def messages_in_python(source):
    found = set()
    for name, arguments in calls_in_python(source):
        texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
        if len(texts) == len(arguments):
            found.add(key_of(name, texts))
    return found


def messages_in_template(source):
    found = set()
    for name, arguments in IN_TEMPLATE.findall(templatize(source)):
        found.add(key_of(name, ast.literal_eval(f"({arguments.rstrip(', ')},)")))
    return found


def python_files():
    return [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]


def template_files():
    folders = ["templates", *PACKAGES]
    return [path for name in folders for path in (ROOT / name).rglob("*.*") if path.suffix in {".html", ".txt"}]


def used_messages():
    used = set()
    for path in python_files():
        used |= messages_in_python(path.read_text())
    for path in template_files():
        used |= messages_in_template(path.read_text())
    return used


@pytest.fixture(scope="module")
def catalogue():
    return [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def wording(entry):
    """Every Chinese form of the entry."""
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_message_of_the_portal_has_its_chinese(catalogue):
    translated = {(entry.msgctxt, entry.msgid) for entry in catalogue if all(wording(entry))}
    assert sorted(used_messages() - translated, key=str) == []


def test_no_entry_is_fuzzy_or_empty(catalogue):
    assert [entry.msgid for entry in catalogue if entry.fuzzy or not all(wording(entry))] == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said(catalogue):
    entries = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    assert sorted(entries - used_messages() - messages_of_the_libraries(), key=str) == []


def messages_of_the_libraries():
    """What the libraries say: the portal's catalogue may put it into better words."""
    found = set()
    for name in LIBRARIES:
        folder = Path(__import__(name).__file__).parent
        for path in [
            *folder.rglob("zh_Hans/LC_MESSAGES/django.po"),
            *folder.rglob("zh_CN/LC_MESSAGES/django.po"),
        ]:
            found |= {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path))}
    return found


def forms(entries):
    return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries}


def test_the_compiled_catalogue_is_not_stale(catalogue):
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert forms(compiled) == forms(catalogue)
    assert compiled.metadata["Plural-Forms"] == polib.pofile(str(CATALOGUE)).metadata["Plural-Forms"]


def test_translations_fill_in_the_same_values(catalogue):
    wrong = [
        entry.msgid
        for entry in catalogue
        for text in wording(entry)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]
    assert wrong == []


@pytest.mark.parametrize("fault", [HARSH, HALF_WIDTH, GAP], ids=["harsh word", "half-width punctuation", "gap"])
def test_the_chinese_keeps_the_tone(catalogue, fault):
    assert [text for entry in catalogue for text in wording(entry) if fault.search(text)] == []


def test_no_message_is_put_together_before_it_is_translated():
    assembled = [
        f"{path.relative_to(ROOT)}:{argument.lineno}"
        for path in python_files()
        for _name, arguments in calls_in_python(path.read_text())
        for argument in arguments
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert assembled == []


def test_messages_are_found_in_python():
    source = "_('a'); gettext_lazy('b'); pgettext('menu', 'c'); ngettext_lazy('d', 'ds', 'n'); _(name)"
    assert messages_in_python(source) == {(None, "a"), (None, "b"), ("menu", "c"), (None, "d")}


def test_messages_are_found_in_templates():
    source = """<p>gettext('no')</p>{% translate "it's 5 %" %}
    {{ x|default:_("none") }}{% translate 'c' context 'menu' %}
    {% blocktranslate trimmed count n=n %}
        one row
    {% plural %}
        {{ n }} rows
    {% endblocktranslate %}"""
    assert messages_in_template(source) == {
        (None, "it's 5 %%"),
        (None, "none"),
        ("menu", "c"),
        (None, "one row"),
    }

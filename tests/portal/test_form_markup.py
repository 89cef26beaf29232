"""The one markup of a field, and the pages that have to appear when nothing else works."""

import pytest
from django import forms
from django.template.loader import get_template, render_to_string
from django.utils.translation import override

from alliance_portal.widgets import Segments


class Answer(forms.Form):
    conclusion = forms.ChoiceField(label="您的决定", choices=[("yes", "采纳"), ("no", "暂不采纳")], widget=Segments)
    reason = forms.CharField(label="答复", help_text="职工会原样看到。")
    note = forms.CharField(label="备注", required=False)


def words(markup):
    return " ".join(str(markup).split())


def test_field_ties_hint_and_error_to_its_box():
    form = Answer({})
    form.is_valid()

    markup = words(form["reason"].as_field_group())

    assert markup.startswith('<div class="field field--error">')
    assert '<div class="hint" id="id_reason_helptext">职工会原样看到。</div>' in markup
    assert 'id="id_reason_error"' in markup
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in markup
    assert 'aria-invalid="true"' in markup


def test_field_stands_in_the_order_label_hint_error_box():
    form = Answer({})
    form.is_valid()
    markup = words(form["reason"].as_field_group())

    places = [markup.index(part) for part in ("<label", 'class="hint"', 'class="field-error"', "<input")]

    assert places == sorted(places)


def test_field_says_which_ones_may_be_left_out():
    with override("en"):
        form = words(Answer())

    assert form.count('<span class="optional">optional</span>') == 1


def test_field_escapes_what_was_typed():
    assert "<script>" not in words(Answer({"reason": "<script>"}))


def test_radio_buttons_form_a_group_with_nothing_chosen():
    markup = words(Answer()["conclusion"].as_field_group())

    assert "<legend>您的决定" in markup
    assert markup.count('type="radio"') == 2
    assert "checked" not in markup


def test_error_summary_leads_to_every_field_in_the_same_words():
    form = Answer({})
    form.is_valid()
    with override("en"):
        markup = words(render_to_string("components/error_summary.html", {"form": form}))
        errors = {name: form.errors[name][0] for name in ("conclusion", "reason")}

    assert "2 things are still to be put right" in markup
    for name, error in errors.items():
        assert f'<a href="#id_{name}">{error}</a>' in markup
        assert f'id="id_{name}"' in words(form)


def test_error_summary_counts_no_places_when_the_form_is_wrong_as_a_whole():
    form = forms.Form({})
    form.add_error(None, "工号或密码不对。")
    with override("en"):
        markup = words(render_to_string("components/error_summary.html", {"form": form}))

    assert "This did not work yet</h2>" in markup
    assert '<li class="strong">工号或密码不对。</li>' in markup


def test_error_summary_of_a_form_without_errors_is_empty():
    assert words(render_to_string("components/error_summary.html", {"form": Answer()})) == ""


@pytest.mark.parametrize("name", ["400.html", "500.html"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_of_last_resort_needs_no_context_and_no_database(name, language):
    with override(language):
        markup = get_template(name).render()

    assert markup.count("<h1>") == 1
    assert f'<html lang="{language}">' in markup
    assert "style=" not in markup

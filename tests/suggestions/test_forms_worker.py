"""What the worker's forms take, and what each refusal says."""

import io
import uuid

import pytest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from PIL import Image

from suggestions.forms.worker import ConfirmForm, DetailsForm, SuggestionForm, WithdrawForm
from tests.factories import picture
from tests.suggestions.files import HOSTILE, jpeg_with_damaged_notes, jpeg_with_place

RARE = "𠮷野家门口🚧，𪚥字也写得出"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def filled(photos=(), **data):
    data = {"key": str(uuid.uuid4()), "problem": "电缆拖在地上"} | data
    return SuggestionForm(data, MultiValueDict({"photos": list(photos)}))


def test_one_field_is_enough():
    form = filled()

    assert form.is_valid()
    assert form.cleaned_data["category"] == "other"
    assert form.cleaned_data["photos"] == []


@pytest.mark.parametrize("problem", ["", "   \n ", "\u200b\u200e\ufeff", "\x00"])
def test_words_that_nobody_can_see_are_no_words(problem):
    assert filled(problem=problem).errors == {"problem": ["Please write what is wrong. A few words will do."]}


def test_a_text_of_two_thousand_characters_fits():
    assert filled(problem="焊" * 2000).is_valid()


def test_a_longer_text_is_refused_with_both_numbers():
    assert filled(problem="焊" * 2001).errors == {
        "problem": ["This is 2001 characters long, and 2000 fit here. Please shorten it."]
    }


def test_a_line_end_counts_as_one_character():
    form = filled(problem="\r\n".join(["焊" * 999, "接" * 1000]))

    assert form.is_valid()
    assert len(form.cleaned_data["problem"]) == 2000


def test_a_hundred_thousand_characters_are_refused_with_the_limit():
    assert filled(idea="长" * 100_000).errors == {
        "idea": ["This is 100000 characters long, and 2000 fit here. Please shorten it."]
    }


def test_emoji_and_rare_characters_are_kept():
    form = filled(problem=RARE, idea=RARE)

    assert form.is_valid()
    assert (form.cleaned_data["problem"], form.cleaned_data["idea"]) == (RARE, RARE)


def test_a_category_that_does_not_exist_is_refused():
    assert list(filled(category="gossip").errors) == ["category"]


def test_a_damaged_key_is_replaced():
    form = filled(key="not-a-key")

    assert form.is_valid()
    assert isinstance(form.cleaned_data["key"], uuid.UUID)


def test_four_photos_fit():
    form = filled([picture(f"{n}.jpg") for n in range(4)])

    assert form.is_valid()
    assert len(form.cleaned_data["photos"]) == 4


def test_a_fifth_photo_is_refused_with_the_limit():
    form = filled([picture(f"{n}.jpg") for n in range(5)])

    assert form.errors == {"photos": ["You have chosen 5 photos. Please choose 4 at most."]}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_of_photo_that_is_named_is_taken(kind):
    assert filled([picture("photo", kind=kind)]).is_valid()


@pytest.mark.parametrize(("make", "message"), HOSTILE.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_no_photo_is_refused_in_words(make, message):
    assert filled([make()]).errors == {"photos": [message]}


def test_every_bad_photo_is_named_at_once():
    form = filled([make() for make in list(HOSTILE)[:3]])

    assert form.errors == {"photos": list(HOSTILE.values())[:3]}


def test_a_photo_loses_its_place_and_stands_upright():
    upload = jpeg_with_place(size=(60, 40))
    assert b"SECRET-DESCRIPTION" in upload.read()
    upload.seek(0)
    form = filled([upload])
    assert form.is_valid()

    (taken,) = form.cleaned_data["photos"]
    for file in (taken.image, taken.thumbnail):
        content = file.read()
        shown = Image.open(io.BytesIO(content))
        assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (40, 60), {})
        assert b"SECRET-DESCRIPTION" not in content
        assert b"EXIF" not in content


def test_a_photo_with_damaged_notes_is_taken_and_stands_upright():
    form = filled([jpeg_with_damaged_notes()])
    assert form.is_valid()

    (taken,) = form.cleaned_data["photos"]
    assert (taken.width, taken.height) == (40, 60)


def test_lost_photos_are_said_only_when_there_were_any():
    assert filled([picture()], problem="").photos_lost
    assert not filled(problem="").photos_lost
    assert not filled([picture()]).photos_lost
    assert not SuggestionForm().photos_lost


def test_the_folded_part_opens_for_what_is_in_it():
    assert not SuggestionForm().more_is_open
    assert not filled(category="other").more_is_open
    assert filled(category="safety").more_is_open
    assert filled(expected_effect="更安全").more_is_open
    assert filled(expected_effect="长" * 2001).more_is_open


@pytest.mark.parametrize("version", ["", "old", "1.5", "9" * 5000])
def test_a_damaged_version_counts_as_an_old_one(version):
    form = WithdrawForm({"version": version})

    assert form.is_valid()
    assert form.cleaned_data["version"] == 0


def test_details_need_words():
    assert DetailsForm({"version": "1", "text": " "}).errors == {
        "text": ["Please write the details. A few words will do."]
    }


def test_yes_needs_no_words():
    assert ConfirmForm({"version": "1", "answer": "yes"}).is_valid()


def test_not_yet_needs_a_word():
    assert ConfirmForm({"version": "1", "answer": "not_yet"}).errors == {
        "note": ["Please write what is still missing, so that the owner can go on."]
    }
    assert ConfirmForm({"version": "1", "answer": "not_yet", "note": "还差一副"}).is_valid()


def test_nothing_is_chosen_for_the_proposer():
    assert ConfirmForm({"version": "1"}).errors == {"answer": ["Please choose “yes” or “not yet”."]}

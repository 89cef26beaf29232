"""Words of one meaning: kept by union staff, checked when they are written, and read anew only after a change."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

import suggestions
from suggestions.models import SynonymGroup
from suggestions.synonyms import synonyms


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


@pytest.mark.django_db
def test_the_groups_that_come_with_the_portal_are_there_in_their_order_and_in_order():
    lines = (Path(suggestions.__file__).parent / "default_synonyms.txt").read_text().split()

    assert list(SynonymGroup.objects.order_by("pk").values_list("words", flat=True)) == lines
    assert synonyms() == tuple(tuple(line.split("=")) for line in lines)
    for group in SynonymGroup.objects.all():
        group.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("翻转台= 翻转架", "翻转台=翻转架"),
        ("翻转台＝翻转架=翻身机=", "翻转台=翻转架=翻身机"),
        ("AGV=无人小车\u200b", "AGV=无人小车"),
    ],
)
def test_what_is_typed_is_made_plain(typed, kept):
    group = SynonymGroup(words=typed)

    group.full_clean()

    assert group.words == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("翻转台", "Please write at least two words, with = between them."),
        ("翻转台==", "Please write at least two words, with = between them."),
        ("翻转台=翻转架=翻转台", "“翻转台” stands here twice."),
        ("agv=ＡＧＶ", "“agv” stands here twice."),
        ("塔吊=天车", "“天车” is in another group already: 行车=天车=桥式起重机=桥吊=航车"),
        ("加工设备=cnc", "“CNC” is in another group already: 数控机床=数控车床=加工中心=CNC"),
    ],
)
def test_a_word_stands_once_and_never_alone(typed, said):
    with pytest.raises(ValidationError) as refused:
        SynonymGroup(words=typed).full_clean()

    assert refused.value.message_dict == {"words": [said]}


@pytest.mark.django_db
def test_a_group_does_not_stand_in_its_own_way():
    group = SynonymGroup.objects.get(words__startswith="行车=")
    group.words += "=塔吊"

    group.full_clean()


def test_staff_add_change_and_remove_a_group_with_its_history(desk, staff):
    add = reverse("admin:suggestions_synonymgroup_add")
    refused = desk.post(add, {"words": "塔吊=天车"}, follow=True)
    assert "行车=天车" in refused.content.decode()

    desk.post(add, {"words": "翻转台=翻转架"})
    group = SynonymGroup.objects.get(words="翻转台=翻转架")
    desk.post(reverse("admin:suggestions_synonymgroup_change", args=[group.pk]), {"words": "翻转台=翻转架=翻身架"})

    assert [(one.words, one.history_user) for one in group.history.all()] == [
        ("翻转台=翻转架=翻身架", staff),
        ("翻转台=翻转架", staff),
    ]
    desk.post(reverse("admin:suggestions_synonymgroup_delete", args=[group.pk]), {"post": "yes"})
    assert not SynonymGroup.objects.filter(pk=group.pk).exists()


@pytest.mark.django_db
def test_they_are_read_once_and_again_after_every_kind_of_change(django_assert_num_queries):
    synonyms()
    with django_assert_num_queries(1):
        synonyms()

    added = SynonymGroup.objects.create(words="翻转台=翻转架")
    assert synonyms()[-1] == ("翻转台", "翻转架")

    added.words = "翻转台=翻身架"
    added.save()
    assert synonyms()[-1] == ("翻转台", "翻身架")

    added.delete()
    assert ("翻转台", "翻身架") not in synonyms()

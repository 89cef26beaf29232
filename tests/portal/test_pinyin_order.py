"""Names in the order of their sounds: usual characters, surnames that are read otherwise, and rare ones last."""

import pytest

from alliance_portal import pinyin_order
from alliance_portal.pinyin_order import sort_key


def in_order(*names):
    return sorted(names, key=sort_key)


def test_usual_surnames_stand_by_their_sounds():
    assert in_order("赵敏", "王海", "李工", "陈静", "周工", "安宁") == ["安宁", "陈静", "李工", "王海", "赵敏", "周工"]


def test_one_surname_goes_by_the_sounds_of_the_given_name():
    assert in_order("王志强", "王海涛", "王海", "王敏") == ["王海", "王海涛", "王敏", "王志强"]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("曾国庆", "袁敏", "张敏"),  # zēng, not céng
        ("单志强", "沙敏", "商敏"),  # shàn, not dān
        ("解放", "夏敏", "徐敏"),  # xiè, not jiě
        ("区海", "倪敏", "潘敏"),  # ōu, not qū
        ("覃勇", "乔敏", "曲敏"),  # qín, in the second level
        ("仇英", "秦敏", "曲敏"),  # qiú, not chóu
        ("尉迟恭", "于敏", "袁敏"),  # yùchí, not wèi
        ("尉海", "王敏", "温敏"),  # wèi, where no 迟 follows
        ("翟明", "袁敏", "张敏"),  # zhái, not dí
        ("闫军", "薛敏", "杨敏"),  # yán, in the second level
        ("万俟明", "孟敏", "牛敏"),  # mòqí
        ("朴成", "彭敏", "钱敏"),  # piáo
        ("查良", "袁敏", "张敏"),  # zhā
    ],
)
def test_a_surname_is_placed_as_it_is_read(name, before, after):
    assert in_order(after, name, before) == [before, name, after]


def test_a_surname_is_read_so_only_in_the_first_place():
    # 单 as dān, 解 as jiě.
    assert in_order("王善", "王单") == ["王单", "王善"]
    assert in_order("王解", "王谢", "王良") == ["王解", "王良", "王谢"]


def test_surnames_of_one_sound_do_not_mix():
    assert in_order("秦勇", "覃安", "秦安", "覃勇") == ["秦安", "秦勇", "覃安", "覃勇"]


def test_frequent_characters_of_the_second_level_stand_by_their_sounds():
    assert in_order("王志", "王昊", "王琪", "王安") == ["王安", "王昊", "王琪", "王志"]


def test_rare_characters_come_last_and_keep_one_order():
    assert in_order("㐂一", "𠮷二", "周工", "王㐂", "王志") == ["王志", "王㐂", "周工", *in_order("㐂一", "𠮷二")]
    assert in_order("𠮷二", "㐂一") == in_order("㐂一", "𠮷二")


def test_latin_letters_come_first_in_either_case_and_dots_do_not_count():
    assert in_order("阿依古丽·买买提", "anna", "Bob", "阿依") == ["anna", "Bob", "阿依", "阿依古丽·买买提"]
    assert sort_key("阿依古丽·买买提") == sort_key("阿依古丽买买提") == sort_key("阿依古丽 买买提")


@pytest.mark.parametrize("name", ["", " ", "·", "\ud800"])
def test_what_is_no_name_has_a_place_too(name):
    assert in_order("王海", name) == [name, "王海"]


@pytest.mark.parametrize("table", ["ALIKE", "SURNAMES", "_TWO_CHARACTERS"])
def test_every_sound_is_told_by_a_character_that_is_in_the_order_of_sounds(table):
    sounds = "".join(getattr(pinyin_order, table).values())

    assert [letter for letter in sounds if not pinyin_order.is_sounded(letter.encode("gb18030"))] == []


def test_only_what_has_no_place_of_its_own_is_put_beside_another_everywhere():
    placed = [letter for letter in pinyin_order.ALIKE if pinyin_order.is_sounded(letter.encode("gb18030"))]

    assert placed == []


@pytest.mark.parametrize(
    ("code", "sounded"),
    [(b"\xb0\xa1", True), (b"\xd7\xf9", True), (b"\xd7\xfa", False), (b"\xd8\xa1", False), (b"\xb0\x40", False)],
)
def test_the_first_level_ends_where_it_ends(code, sounded):
    assert pinyin_order.is_sounded(code) == sounded

"""Chinese names in the order of their sounds (pinyin), with nothing but the standard library.

The 3,755 characters of the first level of GB 2312 stand in the order of their sounds already. What stands elsewhere is
put beside a character of that level that sounds the same: frequent characters of the second level everywhere, and
surnames that are read otherwise than the character usually is (单 as 善, 尉迟 as 玉迟) at the beginning of a name. Any
other character comes after all of these, in the order of its code: no sound is made up for it.
"""

# Beyond the first level, each before the character it sounds like: surnames, then what is frequent in given names.
_ALIKE = """
    褚楚 窦豆 奚西 酆丰 岑层 滕疼 邬乌 臧赃 闵敏 昝攒 裘求 缪妙 贲奔 嵇基 荀旬 於迂 芮锐 羿意 邴丙 隗伟 宓密 郗希 栾峦
    钭头 郜告 邰台 蔺吝 胥需 莘申 逄庞 郦力 郤细 璩渠 濮蒲 扈户 郏荚 晏艳 瞿渠 庾雨 暨季 阙缺 殳书 夔葵 厍设 晁潮 訾资
    阚看 乜聂 蒯块 竺竹 逯路 佘蛇 佟同 邝况 闫严 覃秦 仝同 亓其 邸底 谌陈 鄢烟 郇旬 佴耐 甯宁 眭虽 冼显 睢虽 缑勾 谯桥
    笪达 禤宣 仵五 仉掌 禚浊 琚居 茆矛 苌长 颉斜 迮责 郯谈 鄞银 邳皮 邾朱 隽倦 郄切
    昊浩 婷停 琪其 鑫新 炜伟 玮伟 珺俊 妍言 娴闲 楠南 梓子 萱宣 睿锐 煜玉 瑾紧 璐路 婕杰 烨业 岚兰 晖辉 琦其 祺其 玥月
    瑜于 珏决 琰演 珂科 璇玄 骞千 桦化 淇其 滢营 泓红 湉甜 皓浩 昕新 旻民 晗含 暄宣 昱玉 晟圣 妤于
    姝书 婵缠 媛员 娅亚 嫣烟 茜欠 芸云 苒染 菡汉 蕙会 芃朋 钰玉 铠凯 铄硕 锴凯 鸾峦 麒其 翊意 怡宜 恺凯 憬景 彧玉 弈意
    峥争 嵘荣 崧松 岷民 岱代 堃昆 圻其 垚摇 焱艳 熠意 煊宣 炫选 烜选 霁记 霏非 羲西 馨新 黛代
"""
# Read otherwise when it begins a name.
_SURNAMES = """
    单善 解谢 区欧 仇求 查渣 任仁 乐月 员运 朴瓢 繁婆 折舌 种虫 秘必 华画 燕烟 翟宅 召绍 祭债 么腰 薄伯 句勾 洗显 能耐
    粘年 晟成
"""
_TWO_CHARACTERS = {"尉迟": "玉迟", "万俟": "莫其", "长孙": "掌孙", "令狐": "铃狐", "澹台": "谭台"}

_FIRST, _LAST, _TRAIL = b"\xb0\xa1", b"\xd7\xf9", 0xA1
LATIN, SOUNDED, UNSOUNDED = range(3)


def _table(pairs):
    return {pair[0]: pair[1] for pair in pairs.split()}


ALIKE, SURNAMES = _table(_ALIKE), _table(_SURNAMES)


def sort_key(name):
    """A key for `sorted`: Latin letters first, then by sound, then what has no known sound; blanks and dots count not.

    People of one surname stay together, also where another surname sounds the same.
    """
    letters = [letter for letter in name.casefold() if letter.isalnum()]
    return [_place(letter, sound) for letter, sound in zip(letters, _sounds(letters), strict=True)]


def _sounds(letters):
    """For each letter the one that stands for its sound."""
    beginning = "".join(letters[:2])
    if beginning in _TWO_CHARACTERS:
        return [*_TWO_CHARACTERS[beginning], *(ALIKE.get(letter, letter) for letter in letters[2:])]
    sounds = [ALIKE.get(letter, letter) for letter in letters]
    return [SURNAMES.get(letters[0], sounds[0]), *sounds[1:]] if letters else []


def _place(letter, sound):
    if letter.isascii():
        return LATIN, b"", letter.encode()
    code = sound.encode("gb18030")
    rank = SOUNDED if is_sounded(code) else UNSOUNDED
    return rank, code, letter.encode("gb18030")


def is_sounded(code):
    """Whether the code belongs to the first level of GB 2312."""
    return len(code) == 2 and _FIRST <= code <= _LAST and code[1] >= _TRAIL

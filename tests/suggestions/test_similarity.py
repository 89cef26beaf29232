"""What is like a new text: what is compared, what a score promises, what a person is shown, and how well it works."""

import random

import pytest

from alliance_portal.bench import likeness as judged
from suggestions import similarity
from suggestions.similarity import LEAST_SHARED, THRESHOLD, likeness, most_similar, normalise

PAIRS = judged.pairs()
TEXTS = [text for pair in PAIRS for text in (pair.first, pair.second)]
SYNONYMS = judged.synonyms()
CRANE = "三跨天车的大钩往下漏油，滴在工件上"
SAME_CRANE = "3号跨行车吊钩渗油，油滴到工件表面"
OTHERS = ["食堂排队太长，建议分两批吃饭", "车棚没有地方充电", "空调温度开得太低，费电", "宿舍的网一到晚上就断线"]


def candidates(*texts):
    return [(text, text) for text in (*texts, *OTHERS)]


def found(text, *texts, **options):
    return [like.key for like in most_similar(text, candidates(*texts), **options)]


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("３号ＣＮＣ　漏油！！", "3号cnc 漏油"),
        ("关于给磨床加护罩的建议", "给磨床加护罩的"),
        ("希望能不能给磨床加护罩？", "给磨床加护罩"),
        ("磨床，护罩——坏了。", "磨床 护罩 坏了"),
        ("磨床\n护罩", "磨床 护罩"),
        ("磨\u200b床", "磨床"),
        ("🔧磨床😀坏了_", "磨床 坏了"),
        ("！？……🔧", ""),
        ("建议", ""),
        ("", ""),
    ],
)
def test_what_is_compared(written, compared):
    assert normalise(written) == compared


@pytest.mark.parametrize("synonyms", [(), SYNONYMS])
def test_a_normalised_text_stays_as_it_is(synonyms):
    compared = [normalise(text, synonyms) for text in [*TEXTS, "建建议议", "ⅣⅤ㈱ﬁ㎏"]]
    assert [normalise(text, synonyms) for text in compared] == compared


@pytest.mark.parametrize(
    ("groups", "written", "compared"),
    [
        ([["行车", "天车", "桥式起重机"]], "桥式起重机和天车", "行车和行车"),
        ([["马达", "电机"], ["风罩", "电机罩"], ["减速箱", "减速电机"]], "减速电机的电机罩", "减速箱的风罩"),
        ([["行车", "天车"], ["车道", "通道"]], "天车道通道", "行车道车道"),
        ([["行车", "天车"], ["天车", "航吊"]], "航吊", "行车"),
        ([["机床", "ＣＮＣ"]], "cnc坏了", "机床坏了"),
        ([["毛病", "问题"]], "毛病和问题", "毛病和毛病"),
        ([[], ["", "铲车"], ["叉车"]], "铲车和叉车", "铲车和叉车"),
    ],
    ids=["long", "longest first", "each place once", "joined groups", "wide letters", "over boilerplate", "holes"],
)
def test_words_of_one_meaning_become_one_word(groups, written, compared):
    assert normalise(written, (tuple(group) for group in groups)) == compared


def test_a_score_is_the_same_in_either_order():
    for pair in PAIRS:
        score = likeness(pair.first, pair.second, synonyms=SYNONYMS)
        assert score == likeness(pair.second, pair.first, synonyms=SYNONYMS)
        assert 0 <= score < 1
        assert score == round(score, 3)


@pytest.mark.parametrize("text", ["漏油", CRANE, CRANE * 120])
def test_the_same_text_is_wholly_alike(text):
    assert likeness(text, f"建议：{text}！") == 1
    assert [(like.key, like.score) for like in most_similar(text, [("a", text)])] == [("a", 1)]


@pytest.mark.parametrize("text", ["", "  \n", "，。！？", "🔧😀", "建议"])
def test_nothing_is_like_a_text_that_says_nothing(text):
    assert likeness(text, text) == 0
    assert most_similar(text, [(1, text), (2, CRANE)]) == []
    assert most_similar(CRANE, [(1, text)]) == []


def test_without_candidates_nothing_is_found():
    assert most_similar(CRANE, []) == []


def test_synonyms_find_what_other_words_say():
    one, other = "天车卷筒上的倒链磨损", "行车吊具的手拉葫芦磨秃"
    assert found(one, other) == []
    assert found(one, other, synonyms=SYNONYMS) == [other]


def test_what_two_people_say_about_one_thing_is_found_and_nothing_else():
    assert found(CRANE, SAME_CRANE, synonyms=SYNONYMS) == [SAME_CRANE]


def test_a_few_characters_are_no_proof():
    assert likeness("漏油了", "漏油") == 0
    assert found("漏油了", "油箱漏油了", "漏油") == []
    assert likeness("油箱，漏", "油箱，漏了") == 0
    assert likeness("油箱漏气", "油箱漏气了") > THRESHOLD
    assert len("油箱漏气") == LEAST_SHARED


def test_characters_in_another_order_are_no_proof():
    assert likeness("油箱漏气", "气漏箱油") == 0


def test_saying_a_thing_twice_counts_once():
    text, other = "磨床主轴换刀太慢要等，护罩坏", "铣床工作台的导轨没润滑，护罩坏"
    assert 0 < likeness(f"{text}，护罩坏", f"{other}，护罩坏") == likeness(text, other)
    repeated = [most_similar(text, [(1, f"{text}了"), (2, "护罩" * times)])[0].score for times in (1, 20)]
    assert repeated[0] == repeated[1] < 1


def test_the_limit_is_kept():
    texts = [f"{CRANE}，第{number}次" for number in range(9)]
    assert len(found(CRANE, *texts)) == 5
    assert len(found(CRANE, *texts, limit=2)) == 2
    assert found(CRANE, *texts, limit=0) == []


def test_the_best_come_first_and_equals_in_the_order_given():
    near, far = f"{CRANE}面", f"{CRANE}，食堂排队"
    texts = [("far", far), (2, near), ("same", CRANE), (1, near)]
    likes = most_similar(CRANE, texts)
    assert [like.key for like in likes] == ["same", 2, 1, "far"]
    assert [like.score for like in likes] == sorted((like.score for like in likes), reverse=True)
    assert [like.key for like in most_similar(CRANE, texts[::-1])] == ["same", 1, 2, "far"]


def test_what_is_below_the_threshold_is_not_shown(monkeypatch):
    score = most_similar(CRANE, candidates(SAME_CRANE), synonyms=SYNONYMS)[0].score
    for threshold, shown in ((score, [SAME_CRANE]), (score + 0.001, [])):
        monkeypatch.setattr(similarity, "THRESHOLD", threshold)
        assert found(CRANE, SAME_CRANE, synonyms=SYNONYMS) == shown


def test_leaving_out_the_hopeless_early_changes_nothing():
    pool = [(number, pair.second) for number, pair in enumerate(PAIRS)]
    vocabulary = similarity._vocabulary(SYNONYMS)
    rarity = similarity._rarity([vocabulary.normalised(text) for _key, text in pool])
    weighed = [similarity.Weighed(vocabulary.normalised(text), rarity) for _key, text in pool]
    for pair in PAIRS[:40]:
        new = similarity.Weighed(vocabulary.normalised(pair.first), rarity)
        scores = sorted((score for other in weighed if (score := new.likeness(other)) >= THRESHOLD), reverse=True)
        assert [like.score for like in most_similar(pair.first, pool, synonyms=SYNONYMS)] == scores[:5]


def test_what_many_candidates_say_tells_little():
    text, other = "焊装车间西门照明坏了", "焊装车间西门地面湿滑"
    often = [f"焊装车间西门{rest}" for rest in ("风大", "没有护栏", "堆着废料", "标牌掉了", "卷帘卡住", "缺灭火器")]
    alone = most_similar(text, [(1, other)])[0].score
    assert [like.key for like in most_similar(text, [(1, other)])] == [1]
    scores = {like.key: like.score for like in most_similar(text, [(1, other), *enumerate(often, 2)], limit=9)}
    assert scores.get(1, 0) < alone


def test_one_long_run_counts_less_than_several_short_ones():
    text = "磨床主轴水泵滤网全坏"
    run, pieces = "磨床主轴水换刀太慢料", "磨床换刀主轴太慢水料"
    assert likeness(text, run) < likeness(text, pieces)
    # It is one run even if the other text holds its parts one by one.
    assert likeness("磨床主轴坏", "磨床，床主，主轴，慢") < likeness("磨床，主轴，坏", "磨床，床主，主轴，慢")


def test_what_a_text_begins_with_counts_more():
    rest = "上个星期起就是这样了没有一个人来看过"
    text = f"空压机漏气，{rest}"
    assert likeness(text, "空压机漏气，夜里吵得宿舍睡不着觉还费电") > likeness(text, f"食堂的凳子断腿，{rest[:8]}")


def test_a_short_text_is_found_in_a_long_one_but_not_in_any_long_one():
    long = "，".join([SAME_CRANE, *OTHERS])
    assert len(long) > 3 * len(CRANE)
    assert found(CRANE, long, synonyms=SYNONYMS) == [long]
    anything = "，".join(random.Random(1).sample(TEXTS, 90))[:2000]
    assert len(anything) == 2000
    unlike = [pair.first for pair in PAIRS if pair.first not in anything]
    assert [text for text in unlike if found(text, anything, synonyms=SYNONYMS) == [anything]] == []


def test_a_long_text_is_no_reason_to_fail():
    long = ("".join(random.Random(2).sample(TEXTS, 90)) + "🔧" * 100)[:2000]
    assert [like.key for like in most_similar(long, [(1, long[:1900]), (2, CRANE)])] == [1]


def test_the_shared_phrases_are_the_candidates_own_words():
    text, candidate = "天车控制箱漏油，cnc坏", "ＣＮＣ缺水，行车控制箱旁渗油"
    (like,) = most_similar(text, [(1, candidate)], synonyms=[["行车", "天车"], ["漏油", "渗油"]])
    assert like.shared == ("ＣＮＣ", "行车控制箱", "渗油")


def test_a_phrase_that_is_in_another_is_not_shown_twice():
    (like,) = most_similar("机床导轨护板进铁屑", [(1, "导轨护罩破了，铁屑把导轨拉伤")])
    assert like.shared == ("导轨护", "铁屑")


def test_the_rarest_phrases_are_shown():
    pool = [(1, "车间西门堆着铜屑，卷筒卡住，护罩开裂"), *((key, "车间西门风大") for key in range(2, 9))]
    (like,) = [like for like in most_similar("车间西门卷筒卡住铜屑，护罩开裂", pool) if like.key == 1]
    assert like.shared == ("铜屑", "卷筒卡住", "护罩开裂")


def test_at_most_three_phrases_are_shown_each_a_piece_of_the_candidate():
    pool = [(number, pair.second) for number, pair in enumerate(PAIRS)]
    shown = [like for pair in PAIRS for like in most_similar(pair.first, pool, synonyms=SYNONYMS)]
    assert len(shown) > 50
    for like in shown:
        text = PAIRS[like.key].second
        assert 1 <= len(like.shared) <= 3
        assert all(phrase in text for phrase in like.shared)
        assert list(like.shared) == sorted(like.shared, key=text.index)


def test_a_phrase_neither_begins_nor_ends_with_a_particle():
    (like,) = most_similar("在装配线的末端加挡块", [(1, "挡块在装配线的末端被撞歪")])
    assert like.shared == ("挡块", "装配线的末端")


def test_a_second_search_reads_no_candidate_again():
    pool = [(number, pair.second) for number, pair in enumerate(PAIRS)]
    most_similar(CRANE, pool, synonyms=SYNONYMS)
    before = similarity._vocabulary(SYNONYMS).normalised.cache_info()
    most_similar(CRANE, [(key, "".join(list(text))) for key, text in pool], synonyms=map(tuple, SYNONYMS))
    after = similarity._vocabulary(SYNONYMS).normalised.cache_info()
    assert after.misses == before.misses
    assert after.hits >= before.hits + len(pool)
    assert after.maxsize == similarity.REMEMBERED


def test_the_pairs_are_many_and_each_text_is_there_once():
    same = [pair for pair in PAIRS if pair.same]
    assert len(same) >= 60
    assert len(PAIRS) - len(same) >= 60
    assert len(set(TEXTS)) == len(TEXTS)
    assert [text for text in TEXTS if not 15 <= len(text) <= 80] == []


def test_the_default_synonyms_are_many_and_each_word_is_there_once():
    words = [word for group in SYNONYMS for word in group]
    assert len(SYNONYMS) >= 40
    assert min(map(len, SYNONYMS)) >= 2
    assert len(set(words)) == len(words)


def test_most_of_what_is_the_same_is_shown_and_most_of_what_is_shown_is_the_same():
    precision, recall = judged.quality()
    missed = {pair for pair in PAIRS if pair.same} - {pair for pair, text in judged.shown() if text == pair.second}
    wrong = [(pair.first, text) for pair, text in judged.shown() if not pair.same or text != pair.second]
    assert precision >= 0.76, wrong
    assert recall >= 0.7, missed


def test_of_the_labelled_pairs_that_are_shown_few_are_not_the_same():
    labelled = [pair.same for pair, text in judged.shown() if text == pair.second]
    assert sum(labelled) / len(labelled) >= 0.84

"""Which earlier suggestions are about the same thing as a new text, judged by the characters they share.

There is no dictionary and no model: words of one meaning are read alike, rare characters weigh more than frequent ones,
what a text begins with weighs more than the rest, and a long run that two texts share is one piece of evidence.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from alliance_portal.text import clean

# The score from which a text is worth being shown: of what is shown, then, about four in five are the same thing.
THRESHOLD = 0.33
# So many characters have to be shared: that two texts say "leaks oil" does not make it one leak.
LEAST_SHARED = 4
# People begin with what it is about.
HEAD, HEAD_WEIGHT = 8, 2
# A machine's long name, or "为了提高…的效率", tells no more than a word of two characters.
COUNTED_OF_RUN = 2
# How much more the rare weighs than the frequent; anything from 1.25 to 2 does about as well.
STEEPNESS = 1.5
PHRASES = 3
# No phrase is shown to begin or to end with these.
PARTICLES = "的了着在是都就也很"
# Bounds the memory: a text of a hundred characters takes less than a kilobyte.
REMEMBERED = 2**13

# How suggestions are worded, whatever they are about.
BOILERPLATE = [
    "建议", "合理化建议", "希望", "关于", "几点", "能不能", "可不可以", "是否可以", "能否", "可否",
    "行不行", "好不好", "应该", "应当", "最好", "需要", "我们", "我厂", "大家", "有人", "提高", "降低", "减少",
    "增加", "加强", "改进", "改善", "优化", "完善", "推行", "购买", "购置", "配备", "配置", "设立", "定期", "每次",
    "每天", "每月", "每季度", "上个月", "上周", "去年", "现在", "目前", "一台", "一套", "一种", "一下", "一点",
    "一直", "有时", "有时候", "经常", "老是", "容易", "比较", "非常", "进行", "根据", "存在", "问题", "隐患",
    "安全隐患", "不安全", "方便", "不方便", "影响", "效率", "效率低", "劳动强度", "强度大", "成本", "节约", "节省",
    "代替", "全靠", "简化", "手续", "防止", "避免", "而且", "因为", "所以", "导致", "造成",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """A candidate worth being shown: how much it is alike, from 0 to 1, and the words of it that say so."""

    key: object
    score: float
    shared: tuple[str, ...]


def most_similar(text, candidates, *, synonyms=(), limit=5):
    """The candidates that seem to be about the same thing as the text, best first, at most `limit`.

    `candidates` are (key, text), `synonyms` groups of words that mean the same. What many candidates say tells little,
    so a score depends on all of them. Equal scores keep the order given.
    """
    vocabulary, known = _vocabulary(synonyms), list(candidates)
    texts = [vocabulary.normalised(written) for _key, written in known]
    rarity = _rarity(texts)
    new = Weighed(vocabulary.normalised(text), rarity)
    scores = [new.likeness(Weighed(other, rarity), THRESHOLD) for other in texts]
    best = sorted((at for at, score in enumerate(scores) if score >= THRESHOLD), key=lambda at: -scores[at])[:limit]
    return [Likeness(known[at][0], scores[at], _phrases(new, known[at][1], vocabulary)) for at in best]


def likeness(first, second, *, synonyms=()):
    """How much two texts are alike as long as no others are known: 0 to 1, the same in either order."""
    vocabulary, rarity = _vocabulary(synonyms), defaultdict(lambda: 1.0)
    one, other = (Weighed(vocabulary.normalised(text), rarity) for text in (first, second))
    return one.likeness(other)


def normalise(text, synonyms=()):
    """The text as it is compared: one word for each meaning, and a blank where anything was left out."""
    return _vocabulary(synonyms).normalised(text)


class Vocabulary:
    """Words that are read as another word or, as boilerplate, not at all; where several begin, the longest counts."""

    def __init__(self, groups):
        self.read_as = {}
        for group in groups:
            self._join([word for word in (_folded(clean(word))[0] for word in group) if word])
        # What a group names has a meaning, even if it is boilerplate elsewhere.
        self.read_as = dict.fromkeys(BOILERPLATE, " ") | self.read_as
        longest_first = sorted(self.read_as, key=len, reverse=True)
        self.pieces = re.compile("|".join([*map(re.escape, longest_first), "."]), re.DOTALL)
        self.normalised = lru_cache(REMEMBERED)(self._normalised)

    def _join(self, words):
        """All these words mean the same; one that an earlier group holds brings that group's meaning along."""
        meaning = next((self.read_as[word] for word in words if word in self.read_as), "".join(words[:1]))
        for word in words:
            self.read_as.setdefault(word, meaning)

    def read(self, text):
        """Yield (character, start, end): what is compared, and the place in the text that it stands for."""
        folded, places = _folded(text)
        for piece in self.pieces.finditer(folded):
            start, end = places[piece.start()], places[piece.end() - 1] + 1
            for character in self.read_as.get(piece[0], piece[0]):
                yield character if character.isalnum() else " ", start, end

    def _normalised(self, text):
        return " ".join("".join(character for character, _start, _end in self.read(clean(text))).split())


class Weighed:
    """A normalised text with the weight of each of its characters."""

    def __init__(self, text, rarity):
        self.text = text
        self.weights = {character: rarity[character] for character in text}
        self.weights |= {character: rarity[character] * HEAD_WEIGHT for character in text[:HEAD]}
        self.weights.pop(" ", None)
        self.total = sum(self.weights.values())

    def likeness(self, other, at_least=0.0):
        """What is shared, divided by that and what is not; or 0 for what would be below `at_least`."""
        if self.text == other.text:
            return float(bool(self.text))
        shared = {c: min(weight, other.weights[c]) for c, weight in self.weights.items() if c in other.weights}
        # This mean lets a short text be found in a long one, but not in any long one.
        most, mean = sum(shared.values()), math.sqrt(self.total * other.total)
        if len(shared) < LEAST_SHARED or most < at_least * mean:
            return 0.0
        evidence = _evidence(self.text, other.text, shared)
        return round(evidence / (evidence + mean - most), 3) if evidence else 0.0


def _evidence(one, other, shared):
    """The weight of what is shared, by the text in which it is less; nothing unless two neighbours are shared."""
    pairs = _pairs(one) & _pairs(other)
    return min(_weight_of_runs(text, pairs, shared) for text in (one, other)) if pairs else 0.0


def _weight_of_runs(text, pairs, shared):
    """Each character counts once, and of a run only the rarest."""
    left, weight = dict(shared), 0.0
    for start, end in _runs(text, pairs):
        weights = sorted((left.pop(character, 0.0) for character in text[start:end]), reverse=True)
        weight += sum(weights[:COUNTED_OF_RUN])
    return weight


def _pairs(text):
    """The set of all two neighbours."""
    return {piece[at : at + 2] for piece in text.split() for at in range(len(piece) - 1)}


def _runs(text, pairs):
    """Cut the text, as (start, end), wherever two neighbours are not one of the pairs."""
    start = 0
    for end in range(1, len(text) + 1):
        if text[end - 1 : end + 1] not in pairs:
            yield start, end
            start = end


def _phrases(new, written, vocabulary):
    """The weightiest runs that a candidate shares with the new text, as the candidate writes them and in its order."""
    written = clean(written)
    read = list(vocabulary.read(written))
    text = "".join(character for character, _start, _end in read)
    runs = [(start, end) for start, end in _runs(text, _pairs(new.text)) if end - start > 1]
    weight = {run: sum(new.weights[character] for character in dict.fromkeys(text[slice(*run)])) for run in runs}
    best = sorted(sorted(runs, key=weight.get, reverse=True)[:PHRASES])
    phrases = [written[read[start][1] : read[end - 1][2]] for start, end in best]
    phrases = dict.fromkeys(phrase.strip(PARTICLES) or phrase for phrase in phrases)
    return tuple(phrase for phrase in phrases if not any(phrase in other != phrase for other in phrases))


def _rarity(texts):
    """{character: weight}, the more the fewer of the texts hold it."""
    held = Counter()
    for text in texts:
        held.update(set(text))
    weight = {times: math.log(1 + len(texts) / times) ** STEEPNESS for times in {1, *held.values()}}
    return defaultdict(lambda: weight[1], {character: weight[times] for character, times in held.items()})


def _vocabulary(synonyms):
    return _remembered_vocabulary(tuple(tuple(group) for group in synonyms))


@lru_cache(4)
def _remembered_vocabulary(groups):
    return Vocabulary(groups)


def _folded(text):
    """The text in small letters of usual width, and for each of them its place in the text."""
    folded = [(c, place) for place, written in enumerate(text) for c in unicodedata.normalize("NFKC", written).lower()]
    return "".join(c for c, _place in folded), [place for _c, place in folded]

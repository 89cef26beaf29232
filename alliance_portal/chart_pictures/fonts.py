"""Fonts for PNG: one that has Chinese letters, from the settings or from where systems keep theirs."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import ImageFont

# Where Debian, Fedora, openEuler, macOS and Windows put a font with Chinese letters.
KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-vf-fonts/NotoSansCJK-VF.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/source-han-sans/SourceHanSansSC-Regular.otf",
    "/usr/share/fonts/adobe-source-han-sans-cn/SourceHanSansCN-Regular.otf",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simhei.ttf",
)
PROBE = "数据截至口径"
# No font has a letter here, so what is drawn for it is what a font draws for all it lacks.
LACKING = "\U0010fffd"
MOST_FACES = 20


class NoFontError(Exception):
    """Something cannot be drawn with the fonts of this machine; the message says what."""


@cache
def _found(named):
    """The file that is named, or the first known one, if it has Chinese letters; None for none."""
    paths = [named] if named else KNOWN
    return next((path for path in paths if Path(path).is_file() and not _missing(PROBE, _face(path, 20))), None)


def is_there():
    """Whether PNG can be drawn on this machine."""
    return _found(settings.CHART_FONT) is not None


def font(size, *, bold=False):
    """The letters of a size in pixels. Raises NoFontError."""
    path = _found(settings.CHART_FONT)
    if path is None:
        raise NoFontError(_("This server has no font with Chinese letters, so it cannot draw a PNG."))
    bolder = path.replace("Regular", "Bold")
    return _face(bolder if bold and Path(bolder).is_file() else path, size)


def check(text):
    """Raises NoFontError where the font lacks a letter of the text."""
    if missing := _missing(text, font(20)):
        raise NoFontError(_("The font of this server has no “%(letters)s”.") % {"letters": "".join(missing)})


@cache
def _face(path, size):
    """Of a collection of faces the one for simplified Chinese, where it has one."""
    faces = []
    for index in range(MOST_FACES if path.endswith(".ttc") else 1):
        try:
            faces.append(ImageFont.truetype(path, size, index=index))
        except OSError:
            break
    simplified = (face for face in faces if "SC" in face.getname()[0].split())
    return next(simplified, faces[0] if faces else ImageFont.load_default(size))


def _missing(text, face):
    lacking = _picture(LACKING, face)
    return [letter for letter in dict.fromkeys(text) if not letter.isspace() and _picture(letter, face) == lacking]


def _picture(letter, face):
    mask = face.getmask(letter)
    return mask.size, bytes(mask)

"""What a browser calls itself, in two words its owner understands: 微信 · Android."""

from django.utils.translation import gettext as _

# The first that fits: most call themselves Chrome and Safari as well.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(agent):
    """Browser and system as far as the header says; no version, which would tell devices apart."""
    found = [_first(BROWSERS, agent), _first(SYSTEMS, agent)]
    return " · ".join(filter(None, found)) or _("Unknown device")


def _first(known, agent):
    return next((name for word, name in known if word in (agent or "")), "")

"""What stands behind the addresses of figures that others take along, in the access table."""

from tests.factories import FigureEmbedFactory


def figures(cast):
    """The suggestions of the year, as whoever asks may see them, a chart of them, and a frame on another site.

    Whether there is a PNG hangs on the fonts of the machine, so it is asked for a month that is none.
    """
    embed = FigureEmbedFactory(enterprise=cast.enterprise)
    frames = {name: {"token": embed.token} for name in ("embed", "embed-json")}
    frames |= {f"embed-{step}": {"pk": embed.pk} for step in ("change", "renew", "revoke")}
    told = frames | {f"figures-{kind}": {"code": "suggestions"} for kind in ("json", "csv")}
    return told | {"figures-svg": {"code": "months"}, "figures-png": {"code": "months", "?": "from=2026-13"}}

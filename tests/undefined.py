"""Makes an undefined variable in one of the portal's own templates an error.

Django prints nothing for such a variable, so a misspelt name only shows as a hole in the page.
The templates of Django's admin and of allauth rely on that; ours do not.
"""

import sys
from pathlib import Path


class UndefinedVariableError(Exception):
    """A template of the portal prints a variable that its context does not have."""


class UndefinedVariable(str):
    """The value of Django's `string_if_invalid`; Django formats it with the name of the missing variable."""

    @classmethod
    def for_templates_below(cls, folder):
        """Return a value that raises for templates below `folder`, and prints nothing for any other."""
        value = cls("%s")
        value.folder = Path(folder)
        return value

    def __mod__(self, variable):
        origin = _template_being_rendered()
        if origin and self.folder in Path(origin).parents and "site-packages" not in origin:
            raise UndefinedVariableError(f"{variable} is undefined in {origin}")
        return ""


def _template_being_rendered():
    """The file of the innermost template node on the call stack, or None."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            return getattr(getattr(frame.f_locals["self"], "origin", None), "name", None)
        frame = frame.f_back
    return None

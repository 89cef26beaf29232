"""What people are told about stories, in words."""

from django.utils.translation import gettext as _

from ..models import Topic
from .kinds import kind


@kind(Topic.STORIES)
def story_offered(name):
    words = _("%(name)s has written down your story. Please read it: nobody else does, unless you agree.")
    return words % {"name": name}


@kind(Topic.STORIES)
def story_published(title):
    return _("Your story “%(title)s” is public now. You can take it back at any time.") % {"title": title}


@kind(Topic.STORIES)
def story_sent_back(title, name, reason):
    words = _("%(name)s gives back your story “%(title)s” to be changed: %(reason)s It is on no page meanwhile.")
    return words % {"title": title, "name": name, "reason": reason}


@kind(Topic.STORIES)
def story_reopened(title, name, reason):
    words = _("%(name)s changes your story “%(title)s”: %(reason)s It is on no page until you agree to it anew.")
    return words % {"title": title, "name": name, "reason": reason}


@kind(Topic.STORIES)
def story_taken_down(title, name, reason):
    words = _("%(name)s has taken your story “%(title)s” off all pages: %(reason)s")
    return words % {"title": title, "name": name, "reason": reason}


@kind(Topic.STORIES)
def story_agreed(name, enterprise):
    words = _("%(name)s (%(enterprise)s) agrees to the story. It is public now.")
    return words % {"name": name, "enterprise": enterprise}


@kind(Topic.STORIES)
def story_handed_in(name, enterprise):
    words = _("%(name)s (%(enterprise)s) has written a story and agrees that everybody reads it. Please look at it.")
    return words % {"name": name, "enterprise": enterprise}


@kind(Topic.STORIES)
def story_change_asked(name, note):
    return _("%(name)s asks for a change of the story: %(note)s") % {"name": name, "note": note}


@kind(Topic.STORIES)
def story_withdrawn(name):
    return _("%(name)s has taken the story back. It is gone from every page.") % {"name": name}

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import Event

from .suggestion import Suggestion
from .words import WordIndex


class SuggestionEvent(Event):
    class Verb(models.TextChoices):
        SUBMITTED = "submitted", _("Sent in")
        JOINED = "joined", _("Says: this is mine")
        NAMED_TOGETHER = "named_together", _("Colleagues who had the idea too are named")
        CONFIRMED_TOGETHER = "confirmed_together", _("A colleague confirms having had the idea too")
        LEFT_TOGETHER = "left_together", _("A colleague is no longer named")
        SHARES_SET = "shares_set", _("Shares are set")
        NAME_SHOWN = "name_shown", _("Shows the name")
        ENVELOPE_ASKED = "envelope_asked", _("Union staff ask for the hidden name")
        ENVELOPE_OPENED = "envelope_opened", _("Union staff have learnt the hidden name")
        ENVELOPE_REFUSED = "envelope_refused", _("The hidden name stays sealed")
        TAKEN = "taken", _("Taken up")
        TRANSFERRED = "transferred", _("Handed on")
        PANEL_CALLED = "panel_called", _("Put before a review panel")
        SEAT_PASSED = "seat_passed", _("A stand-in votes in the panel")
        PANEL_CLOSED = "panel_closed", _("The review panel has finished")
        PANEL_TOO_FEW = "panel_too_few", _("The review panel had not enough votes")
        TO_MEETING = "to_meeting", _("Goes before a review meeting")
        OFF_MEETING = "off_meeting", _("Taken off the list of the meeting")
        RECLASSIFIED = "reclassified", _("Kind changed")
        ASKED = "asked", _("Asked for details")
        SUPPLEMENTED = "supplemented", _("Details added")
        PHOTOS_FOLLOWED = "photos_followed", _("Photos added later")
        RESUMED = "resumed", _("Goes on without the details")
        ADOPTED = "adopted", _("Adopted")
        PARTLY_ADOPTED = "partly_adopted", _("Partly adopted")
        RESERVED = "reserved", _("Kept in reserve")
        KEPT = "kept", _("Looked at again, stays in reserve")
        DECLINED = "declined", _("Not adopted for now")
        MERGED = "merged", _("Merged with another one")
        MERGED_IN = "merged_in", _("Another one about the same thing is merged in")
        UNMERGED = "unmerged", _("The merge is taken back")
        PARTED = "parted", _("One that was merged in stands alone again")
        FORWARDED = "forwarded", _("Forwarded to the problem board")
        PROBLEM_OPEN = "problem_open", _("The problem is on the board, workshops may bid")
        PROBLEM_CLAIMED = "problem_claimed", _("A workshop has claimed the problem")
        PROBLEM_REOPENED = "problem_reopened", _("The problem is open to bids again")
        PROBLEM_ACCEPTED = "problem_accepted", _("The problem is solved")
        PROBLEM_FAILED = "problem_failed", _("The problem could not be solved")
        PROBLEM_ENDED = "problem_ended", _("The problem was ended early")
        PROBLEM_UNCLAIMED = "problem_unclaimed", _("Nobody has claimed the problem")
        PROBLEM_DROPPED = "problem_dropped", _("The problem was not posted after all")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        NUDGED = "nudged", _("Asks how far it is")
        ESCALATED = "escalated", _("Late: those above have been told")
        ASKED_AGAIN = "asked_again", _("Asks for an explanation")
        EXPLAINED = "explained", _("Explained once more")
        APPEALED = "appealed", _("Asks somebody else to look at it")
        PROGRESS = "progress", _("Progress")
        STEP_PLANNED = "step_planned", _("A step is planned")
        STEP_DONE = "step_done", _("A step is done")
        STEP_REOPENED = "step_reopened", _("A step is not done after all")
        STEP_DROPPED = "step_dropped", _("A step is taken out")
        DAY_CHANGED = "day_changed", _("The day is changed")
        HANDED_OVER = "handed_over", _("Handed over to another owner")
        BEFORE_ADDED = "before_added", _("The owner adds a photo from before")
        QUOTA_SET = "quota_set", _("The old work quota is kept")
        QUOTA_SHORTENED = "quota_shortened", _("The old work quota is kept for a shorter time")
        TRIAL_REPORTED = "trial", _("Reported: tried without success, and learned from")
        FINISHED = "finished", _("Reported as done")
        CONFIRMED = "confirmed", _("Confirmed on the spot")
        NOT_DONE = "not_done", _("Not done yet, says the proposer")
        CONFIRMED_BY_SILENCE = "silence", _("No objection in five days")
        IMPLEMENTED = "implemented", _("Done")
        BENEFIT_CLAIMED = "claimed", _("Benefit claimed")
        BENEFIT_VERIFIED = "verified", _("Benefit verified")
        SHOWN_PUBLICLY = "shown_publicly", _("Shown to everybody in the gallery")
        NOT_PUBLIC = "not_public", _("No longer shown to everybody")
        RECHECKED = "rechecked", _("Looked at again")
        RESULT_MADE = "result_made", _("Became a result that others can take over")
        SPAM = "spam", _("Marked as spam")
        NOT_SPAM = "not_spam", _("No longer marked as spam")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Suggestion, models.CASCADE, related_name="events", verbose_name=_("suggestion"))

    class Meta(Event.Meta):
        verbose_name = _("suggestion event")
        verbose_name_plural = _("suggestion events")

    def save(self, *args, **kwargs):
        """What is reported of the end belongs to the words a suggestion is found by."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if self.verb == self.Verb.FINISHED:
                WordIndex.objects.write([self.record])

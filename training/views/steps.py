"""Every step of a mentoring agreement, on a page that says what will happen."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from workshops.views.steps import Step

from .. import permissions, services
from ..forms import steps as forms
from ..models import Mentorship
from .desk import found


class MentorshipStep(Step):
    """`saying` has the words of the page and `done` what is said afterwards; `may` tells whether it fits now."""

    form_class = forms.StepForm
    business = staticmethod(permissions.keeps)

    def find(self, pk):
        return found(self.user, pk)

    def may_open(self, record):
        return self.business(self.user, self.agreement_of(record))

    def fits(self, record):
        return self.may(self.user, self.agreement_of(record))

    @staticmethod
    def agreement_of(record):
        return getattr(record, "mentorship", record)

    def sent(self):
        return (self.request.POST, self.request.FILES)

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        agreement = self.agreement_of(self.record)
        return agreement.get_absolute_url(), str(agreement)

    def words(self):
        return {"too_late": _("This does not fit any more: the agreement has gone on meanwhile."), **self.saying()}

    def done(self, _result):
        return str(self.saying()["done"])


class ToSign(MentorshipStep):
    may = staticmethod(permissions.can_change)
    service = staticmethod(services.send_to_sign)

    def saying(self):
        return {
            "title": _("Send it to be signed?"),
            "text": _("Mentor and apprentices are told and sign on the phone. It is in force with the last signature."),
            "button": _("Send it to be signed"),
            "done": _("Sent. You are told as soon as all have signed."),
        }


class Paper(MentorshipStep):
    form_class = forms.SignedForm
    may = staticmethod(permissions.can_change)
    service = staticmethod(services.enter_signed)

    def saying(self):
        return {
            "title": _("Signed on paper?"),
            "text": _("Enter the day on which the last of them signed. The agreement is in force from that day."),
            "button": _("Enter it"),
            "done": _("In force. Stages of two months are laid out; the mentor writes what is taught in each."),
        }


class PutScan(MentorshipStep):
    form_class = forms.ScanForm
    may = staticmethod(permissions.can_keep_scan)
    service = staticmethod(services.put_scan)

    def saying(self):
        return {
            "title": _("Scan of the signed paper"),
            "text": _("A scan that is here already is deleted: the new one takes its place."),
            "button": _("Keep the scan"),
            "done": _("Kept."),
        }


class RemoveScan(MentorshipStep):
    form_class = forms.ReasonForm
    may = staticmethod(permissions.can_keep_scan)
    service = staticmethod(services.remove_scan)

    def fits(self, record):
        return super().fits(record) and hasattr(record, "signed_paper")

    def saying(self):
        return {
            "title": _("Remove the scan?"),
            "text": _("The file is deleted for good. That there was one, and why it went, stays in the history."),
            "button": _("Remove the scan"),
            "done": _("Removed."),
            "danger": True,
        }


class TakeBack(MentorshipStep):
    form_class = forms.ReasonForm
    may = staticmethod(permissions.can_take_back)
    service = staticmethod(services.send_back)

    def saying(self):
        return {
            "title": _("Back to a draft?"),
            "text": _("Signatures given until now no longer hold. Those who were asked to sign are told."),
            "button": _("Back to a draft"),
            "done": _("It is a draft again."),
        }


class Drop(MentorshipStep):
    form_class = forms.ReasonForm
    may = staticmethod(permissions.can_drop)
    service = staticmethod(services.drop)

    def saying(self):
        return {
            "title": _("Do not make this agreement?"),
            "text": _("This is final. The draft stays readable for you."),
            "button": _("Do not make it"),
            "done": _("It is not made."),
            "danger": True,
        }


class Assess(MentorshipStep):
    form_class = forms.AssessForm
    may = staticmethod(permissions.can_assess)
    service = staticmethod(services.assess)

    def saying(self):
        return {
            "title": _("Assess the apprentices"),
            "text": _(
                "If all pass, they graduate and the agreement is over. A higher skill grade goes to the roster. "
                "Otherwise it may be renewed once."
            ),
            "button": _("Enter the assessment"),
            "done": _("Entered. Mentor and apprentices are told."),
        }


class Decision(MentorshipStep):
    """A step of the officers."""

    business = staticmethod(permissions.decides)
    may = staticmethod(permissions.can_decide)


class Extend(Decision):
    form_class = forms.ExtendForm
    service = staticmethod(services.extend)

    def saying(self):
        return {
            "title": _("Extend the agreement"),
            "text": _("Mentor and apprentices are told of the new end and read why."),
            "button": _("Extend it"),
            "done": _("Extended."),
        }


class ChangeMentor(Decision):
    form_class = forms.MentorForm
    service = staticmethod(services.change_mentor)

    def saying(self):
        return {
            "title": _("Change the mentor"),
            "text": _("The new mentor is asked to sign, and the agreement goes on. Who taught before stays known."),
            "button": _("Change the mentor"),
            "done": _("Changed. The new mentor is asked to sign."),
        }


class Renew(Decision):
    form_class = forms.RenewForm
    may = staticmethod(permissions.can_renew)
    service = staticmethod(services.renew)

    def saying(self):
        return {
            "title": _("Renew it once"),
            "text": _("One more try, a year at most, if you like with another mentor."),
            "button": _("Renew it"),
            "done": _("Renewed."),
        }


class End(Decision):
    form_class = forms.ReasonForm
    may = staticmethod(permissions.can_end)
    service = staticmethod(services.end)

    def saying(self):
        return {
            "title": _("End the agreement early?"),
            "text": _("This is final. From today on it is not in force any more; all on it read why."),
            "button": _("End it early"),
            "done": _("Ended."),
            "danger": True,
        }


class Award(Decision):
    form_class = forms.AwardForm
    may = staticmethod(permissions.can_award)
    service = staticmethod(services.award)

    def saying(self):
        return {
            "title": _("Enter an award"),
            "text": _("What mentor or apprentices were given for it. All on it read it."),
            "button": _("Enter it"),
            "done": _("Entered."),
        }


class Refuse(Decision):
    """The answer no to what mentor or apprentice ask for; `record` is the request."""

    form_class = forms.ReasonForm
    service = staticmethod(services.refuse)

    def find(self, pk, request_pk):
        agreement = found(self.user, pk)
        asked = get_object_or_404(agreement.requests.select_related("asked_by__person"), pk=request_pk)
        asked.mentorship = agreement
        return asked

    def fits(self, request):
        return request.answered_at is None and super().fits(request)

    def saying(self):
        facts = {"who": self.record.asked_by, "matter": self.record.get_kind_display(), "reason": self.record.reason}
        return {
            "title": _("It goes on as it is?"),
            "text": _("%(who)s asks: %(matter)s. “%(reason)s” Please say why it stays as it is.") % facts,
            "button": _("Answer"),
            "done": _("Answered. Whoever asked reads it."),
        }


class Teaching(MentorshipStep):
    """What is taught when: of the mentor and of those who keep the agreement, from either page."""

    def find(self, pk):
        return get_object_or_404(Mentorship.objects.visible_to(self.user).for_list(), pk=pk)

    def business(self, user, mentorship):
        return permissions.is_mentor(user, mentorship) or permissions.keeps(user, mentorship)

    may = staticmethod(permissions.can_plan)

    def back(self):
        agreement = self.agreement_of(self.record)
        if permissions.keeps(self.user, agreement):
            return super().back()
        return reverse("training:my-mentorship", args=[agreement.pk]), str(agreement)


class StageStep(Teaching):
    """A step about one stage; `record` is the stage."""

    def find(self, pk, stage_pk):
        agreement = super().find(pk)
        stage = get_object_or_404(agreement.stages, pk=stage_pk)
        stage.mentorship = agreement
        return stage

    def fits(self, stage):
        return stage.checked_on is None and super().fits(stage)


class AddStage(Teaching):
    form_class = forms.StageForm
    service = staticmethod(services.add_stage)

    def saying(self):
        return {
            "title": _("Plan a stage"),
            "text": _("Mentor and apprentices see it, and it is checked when its day comes."),
            "button": _("Add the stage"),
            "done": _("Added."),
        }


class ChangeStage(StageStep):
    form_class = forms.StageForm
    service = staticmethod(services.change_stage)

    def saying(self):
        return {
            "title": _("What is taught in this stage"),
            "text": _("Something the apprentice can show at the end of it."),
            "button": _("Keep what is taught"),
            "done": _("Kept."),
        }


class RemoveStage(StageStep):
    service = staticmethod(services.remove_stage)

    def saying(self):
        return {
            "title": _("Take this stage out?"),
            "text": str(self.record),
            "button": _("Take the stage out"),
            "done": _("Taken out."),
        }


class CheckStage(StageStep):
    form_class = forms.CheckForm
    service = staticmethod(services.check_stage)

    def saying(self):
        return {
            "title": _("Check the stage"),
            "text": str(self.record),
            "button": _("Enter what you found"),
            "done": _("Entered. Mentor and apprentices are told."),
        }

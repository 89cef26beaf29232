"""Training sessions and who came; mentoring agreements (师徒协议) and all that hangs on them."""

from .attendance import Attendance, CheckIn, EarlyScan
from .certificate import Certificate, CertificateEvent
from .contest import Contest, ContestEvent, ContestPrize, ContestRound
from .contest_entry import ContestEntry, ContestScore
from .enrolment import Enrolment, EnrolmentEvent
from .material import Material
from .mentorship import Apprenticeship, Mentorship, MentorshipEvent, Outcome
from .mentorship_changes import Extension, MentorChange, MentorshipReminder, MentorshipRequest
from .mentorship_work import GuidanceRecord, Stage
from .opinion import Opinion, OpinionSlip
from .partner import InternPlacement, Partner, PartnerAgreement
from .session import Series, Session, SessionEvent
from .signed_paper import SignedPaper
from .wish import TopicWish, TopicWishEvent, WishVoice

__all__ = [
    "Apprenticeship",
    "Attendance",
    "Certificate",
    "CertificateEvent",
    "CheckIn",
    "Contest",
    "ContestEntry",
    "ContestEvent",
    "ContestPrize",
    "ContestRound",
    "ContestScore",
    "EarlyScan",
    "Enrolment",
    "EnrolmentEvent",
    "Extension",
    "GuidanceRecord",
    "InternPlacement",
    "Material",
    "MentorChange",
    "Mentorship",
    "MentorshipEvent",
    "MentorshipReminder",
    "MentorshipRequest",
    "Opinion",
    "OpinionSlip",
    "Outcome",
    "Partner",
    "PartnerAgreement",
    "Series",
    "Session",
    "SessionEvent",
    "SignedPaper",
    "Stage",
    "TopicWish",
    "TopicWishEvent",
    "WishVoice",
]

from .afterwards import CertificateQuerySet, OpinionQuerySet, OpinionSlipQuerySet
from .contests import ContestEntryQuerySet, ContestQuerySet
from .materials import MaterialQuerySet
from .mentorships import (
    ApprenticeshipQuerySet,
    GuidanceRecordQuerySet,
    MentorshipQuerySet,
    MentorshipRequestQuerySet,
    SignedPaperQuerySet,
    StageQuerySet,
)
from .partners import InternPlacementQuerySet, PartnerAgreementQuerySet, PartnerQuerySet
from .sessions import AttendanceQuerySet, EnrolmentQuerySet, SessionQuerySet
from .wishes import TopicWishQuerySet

__all__ = [
    "ApprenticeshipQuerySet",
    "AttendanceQuerySet",
    "CertificateQuerySet",
    "ContestEntryQuerySet",
    "ContestQuerySet",
    "EnrolmentQuerySet",
    "GuidanceRecordQuerySet",
    "InternPlacementQuerySet",
    "MaterialQuerySet",
    "MentorshipQuerySet",
    "MentorshipRequestQuerySet",
    "OpinionQuerySet",
    "OpinionSlipQuerySet",
    "PartnerAgreementQuerySet",
    "PartnerQuerySet",
    "SessionQuerySet",
    "SignedPaperQuerySet",
    "StageQuerySet",
    "TopicWishQuerySet",
]

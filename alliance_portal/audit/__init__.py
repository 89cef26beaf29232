"""Who did what that somebody may have to answer for: sign-ins, roles, exports, hidden names.

`record` writes an entry inside the transaction of the act; `seal` chains what is new, `verify` finds what was changed.
Who may search it is decided by the apps above.
"""

from .entries import coming_from, exported, record, shortened
from .models import Act, AuditEntry
from .sealing import seal, verify

__all__ = ["Act", "AuditEntry", "coming_from", "exported", "record", "seal", "shortened", "verify"]

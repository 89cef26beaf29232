"""What stands behind the addresses of roles, the roster at work, applications and signed-in devices."""

from members import services
from members.models import AccountSession, RoleAssignment
from tests.factories import PersonFactory


def accounts(cast):
    """Somebody who has left, an application that waits, a role that may be taken away, a device of the worker."""
    left = PersonFactory(department=cast.team, work_number="0901", name="离职者", in_service=False)
    applicant = PersonFactory(department=cast.team, work_number="0902", name="申请人")
    code = services.joining.open_joining(cast.enterprise, by=cast.officer).code
    facts = {"work_number": applicant.work_number, "name": applicant.name}
    application, _query_code = services.joining.apply(code=code, **facts)
    held = RoleAssignment.objects.get(user=cast.finance)
    device = AccountSession.objects.create(user=cast.worker, session_key="another", device="微信 · Android")
    return {
        "members:application": {"pk": application.pk},
        "members:role-take": {"pk": held.pk},
        "members:session_end": {"pk": device.pk},
        "members:person-return": {"work_number": left.work_number},
    }

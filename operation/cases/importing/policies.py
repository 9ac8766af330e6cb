"""Who may import: who may log records of the type, for the own agency."""

from operation.access.policies import may
from operation.access.principal import Principal
from operation.cases.registry import RecordType
from operation.kernel.errors import Verdict


def may_import(principal: Principal, record_type: RecordType) -> Verdict:
    return may(principal, record_type.permission("open"))

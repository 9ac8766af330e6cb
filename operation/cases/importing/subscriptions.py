"""What imports register: their kinds of work."""

from operation.cases.importing.work import KINDS
from operation.jobs import engine

for kind in KINDS:
    engine.register(kind)

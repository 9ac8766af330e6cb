"""What this feature registers: the kind of its jobs; what is erased goes out of kept files and answers."""

from operation.cases.events import RecordErased
from operation.cases.exporting.actions import forget
from operation.cases.exporting.work import EXPORT
from operation.jobs import engine
from operation.kernel.events import subscribe
from operation.people.repeating.actions import forget_answers

engine.register(EXPORT)


@subscribe(RecordErased)
def nothing_is_kept_of_it(erased: RecordErased) -> None:
    forget(erased.record)
    forget_answers(erased.record.pk)

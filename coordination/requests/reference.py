"""Times for an answer among the reference data."""

from coordination.clocks.reference import KeptAdmin
from coordination.requests.models import Benchmark
from operation.administration.reference import site


class BenchmarkAdmin(KeptAdmin):
    list_display = ("operation", "urgency", "amount", "unit")
    fields = list_display


site.register(Benchmark, BenchmarkAdmin)

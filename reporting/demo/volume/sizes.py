"""How many records each agency logs, and how many releases it holds: the uneven world in which lists are measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from operation.cases.registry import RecordType
from reporting.demo.chance import divide

TYPES = {"suspects": 70, "seized-assets": 15, "rescued-laborers": 10, "syndicates": 5}
AGENCIES = {"TH": 40, "CN": 25, "KH": 14, "MM": 12, "LA": 8, "VN": 1}
SMALLEST, SMALLEST_HAS = "LA2", 100
MEASURED_TYPE = "suspects"
HELD = {"TH": 0, "VN": 40, "MM": 1_000, "LA2": 10_000}
"""Live releases from others that the measured coordinators' agencies hold, all of them of suspects."""

OTHERS_HOLD = {"KH": 400, "CN": 400, "LA": 400}
PATTERNS = 250
FEWEST = 1_000


@dataclass(frozen=True)
class Size:
    """Records in all, and the seed from which everything follows."""

    records: int
    seed: int

    @property
    def database(self) -> str:
        """The name under which this volume is kept."""
        return f"volume_{self.records}_{self.seed}"

    def rows(self) -> dict[str, dict[str, int]]:
        """Rows by slug of each measured type and key of the agency. They sum to `records`."""
        smallest = min(SMALLEST_HAS, self.records // 20)
        agencies = divide(self.records - smallest, AGENCIES) | {SMALLEST: smallest}
        by_agency = {key: divide(count, TYPES) for key, count in agencies.items()}
        return {slug: {key: parts[slug] for key, parts in by_agency.items()} for slug in TYPES}


def held(record_type: RecordType, rows: Mapping[str, int]) -> dict[str, int]:
    """Live releases by key of the agency that holds them, no more than others have records of the type."""
    wanted = HELD | OTHERS_HOLD if record_type.slug == MEASURED_TYPE else OTHERS_HOLD
    there_are = sum(rows.values())
    return {key: min(count, (there_are - rows[key]) // 2) for key, count in wanted.items()}

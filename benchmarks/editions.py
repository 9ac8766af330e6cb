"""The promise of editions: building one takes hardly more time and memory than WeasyPrint alone needs for its HTML,
a page of a long one costs what a page of a short one does, and memory grows with pages and no faster.

The floor is WeasyPrint in a process of its own, which reads the same HTML and style sheets and writes a tagged PDF:
no collecting, no templates, no line breaks, no look for fonts, no attachments, no archive, no limits.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from benchmarks.measure import Result
from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.plan.models import Operation
from reporting.demo.chance import Dice
from reporting.demo.names import Namer
from reporting.evaluation.chapters import Name, NamedRecord, National
from reporting.evaluation.charts import step_css
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Evaluation
from reporting.evaluation.models import Audience
from reporting.evaluation.orders import Order
from reporting.evaluation.render import render_html, render_pdf, style_sheet
from reporting.indicators.cutoffs import cutoff_range

NAME = "edition"
SHORT, LONG = 60, 240
"""Pages, about."""
DEARER, GROWTH = 1.1, 1.2
DIRECTOR = Principal(None, kind="secretariat", roles=frozenset({Role.DIRECTOR}))
LANGUAGES = {"KH": "km", "CN": "zh-hans", "LA": "lo", "MM": "my", "TH": "th", "VN": "vi"}
BARE = """
import json, sys
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse
class Given(URLFetcher):
    def fetch(self, url, headers=None):
        return URLFetcherResponse(url, order["assets"][url], {"Content-Type": "text/css; charset=utf-8"})
order = json.load(sys.stdin)
html = weasyprint.HTML(string=order["html"], url_fetcher=Given(), base_url="about:document")
pdf = html.write_pdf(pdf_variant="pdf/ua-1")
status = open("/proc/self/status").read().splitlines()
print(next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024)
"""


@dataclass(frozen=True)
class Cost:
    """What one turn took: seconds, megabytes at the peak of the process that lays out, pages."""

    seconds: float
    memory_mb: float
    pages: int = 0


def results(rounds: int, pages: tuple[int, ...] = (SHORT, LONG)) -> Iterator[Result]:
    """Both sizes beside their floors, then the growth from one to the other; medians of turns A B A B."""
    content = collected()
    costs = []
    for wanted in pages:
        grown = of_pages(content, wanted)
        real, floor = in_turns(partial(built, grown), partial(bare, grown), rounds)
        costs.append(real)
        yield _result(f"an {NAME} of {real.pages} pages", real.seconds * 1000, "ms", floor.seconds * 1000, DEARER)
        yield _result(f"its peak memory, {real.pages} pages", real.memory_mb, "MB", floor.memory_mb, DEARER)
    first, last = costs[0], costs[-1]
    per_page = [cost.seconds * 1000 / cost.pages for cost in (first, last)]
    yield _result(f"a page of {last.pages}, beside one of {first.pages}", per_page[1], "ms", per_page[0], GROWTH)
    grows = [last.memory_mb / first.memory_mb * first.pages, float(last.pages)]
    yield _result(f"memory of {last.pages} pages, beside linear", grows[0], "pages", grows[1], 1.0)


def collected() -> Evaluation:
    """The evaluation of the volume as it stands, for members."""
    operation = Operation.objects.get(code="seagull")
    order = Order(Audience.MEMBER, "en", cutoff_range(operation)[1])
    with acting_as(DIRECTOR, channel="benchmark"):
        return collect(DIRECTOR, operation, order, number=1)


def of_pages(content: Evaluation, pages: int) -> Evaluation:
    """The same with as many invented names in each country's section as fill so many pages."""
    bare_pages = render_pdf(content).pages
    few = render_pdf(with_names(content, 100)).pages
    names = max(0, round((pages - bare_pages) * 100 / (few - bare_pages)))
    return with_names(content, names)


def with_names(content: Evaluation, count: int) -> Evaluation:
    namer, dice = Namer(7), Dice.of(7, "editions")
    return replace(content, nationals=tuple(_named(one, count, namer, dice) for one in content.nationals))


def _named(national: National, count: int, namer: Namer, dice: Dice) -> National:
    language = LANGUAGES[national.country]
    found = []
    for serial in range(count):
        written = namer.person(national.country, "male", dice)[0]
        name = Name(written.text, language, written.romanisation)
        found.append(NamedRecord(f"SG24-{national.country}-SUS-{serial:05}", name, status="Wanted"))
    return replace(national, suspects=tuple(found))


def built(content: Evaluation) -> Cost:
    rendered = render_pdf(content)
    assert not rendered.complaints, rendered.complaints
    return Cost(rendered.seconds, rendered.peak_memory_mb, rendered.pages)


def bare(content: Evaluation) -> Cost:
    assets = {"seagull:pdf.css": style_sheet(), "seagull:steps.css": step_css()}
    order = json.dumps({"html": render_html(content), "assets": assets}).encode()
    begin = time.perf_counter()
    said = subprocess.run([sys.executable, "-c", BARE], input=order, capture_output=True, check=True)
    return Cost(time.perf_counter() - begin, float(said.stdout))


def in_turns(real: Callable[[], Cost], floor: Callable[[], Cost], rounds: int) -> tuple[Cost, Cost]:
    turns = [(real(), floor()) for _turn in range(rounds)]
    ours, theirs = ([turn[side] for turn in turns] for side in (0, 1))
    return _median(ours), _median(theirs)


def _median(costs: list[Cost]) -> Cost:
    seconds, memory = (statistics.median(one) for one in zip(*((c.seconds, c.memory_mb) for c in costs), strict=True))
    return Cost(seconds, memory, costs[0].pages)


def _result(name: str, value: float, unit: str, floor: float, target: float) -> Result:
    ratio = round(value / floor, 2)
    return Result(name, round(value, 2), unit, round(floor, 2), ratio, target, ratio <= target)

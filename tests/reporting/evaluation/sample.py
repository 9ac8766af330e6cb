"""An evaluation for tests: six countries, 22 weeks, every script, every kind of gap. No figure in it is real."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from reporting.evaluation.chapters import (
    ActionDay,
    AuditSeal,
    Correction,
    Country,
    Event,
    EventKind,
    Name,
    NamedRecord,
    National,
    Precision,
    Published,
    Quality,
    Restatement,
    Term,
    Text,
    When,
)
from reporting.evaluation.content import MARKINGS, Edition, Evaluation, Operation
from reporting.evaluation.figures import (
    NO_FIGURE,
    Breakdown,
    Cell,
    Figure,
    Gap,
    InCurrency,
    Indicator,
    IndicatorResult,
    LineOfEffort,
    Money,
    Part,
    Unit,
    rest,
)
from reporting.evaluation.measures import Column, MeasureResult
from reporting.evaluation.weeks import CountryReturns, ReturnState, Week, WeekReturn

KUNMING = timezone(timedelta(hours=8))
FIRST, LAST = date(2024, 8, 7), date(2024, 12, 31)
COUNTRIES = (
    Country("KH", "Cambodia", ("Ministry of Interior",)),
    Country("CN", "China", ("Ministry of Public Security",)),
    Country("LA", "Lao PDR", ("Ministry of Public Security", "Ministry of National Defence")),
    Country("MM", "Myanmar", ("Myanmar Police Force",)),
    Country("TH", "Thailand", ("Royal Thai Police",)),
    Country("VN", "Viet Nam", ("Ministry of Public Security",)),
)
# Languages of the six, with a name longer than any column so that its line must be broken.
PEOPLE = {
    "KH": Name("ចាន់ គំរូសាកល្បងអក្សរវែងណាស់ដែលត្រូវតែបំបែកជាពីរបន្ទាត់", "km", "Chan Kumru"),
    "CN": Name("李示例", "zh-Hans", "Li Shili"),
    "LA": Name("ສົມພອນ ຕົວຢ່າງຊື່ຍາວຫຼາຍທີ່ຕ້ອງຂຶ້ນແຖວໃໝ່", "lo", "Somphone Tuayang"),
    "MM": Name("ကျော်ဇော နမူနာအမည်ရှည်လွန်းသဖြင့်စာကြောင်းခွဲရမည်", "my", "Kyaw Zaw Namuna"),
    "TH": Name("อนันต์ ตัวอย่างวงศ์ชื่อยาวมากจนต้องขึ้นบรรทัดใหม่", "th", "Anan Tuayangwong"),
    "VN": Name("Trần Văn Mẫu", "vi", "Tran Van Mau"),
}
GROUPS = {
    "KH": Name("ក្រុមគំរូទី១", "km", "Krum Kumru 1"),
    "CN": Name("示例团伙", "zh-Hans", "Shili Tuanhuo"),
    "LA": Name("ກຸ່ມຕົວຢ່າງ", "lo", "Kum Tuayang"),
    "MM": Name("နမူနာအုပ်စု", "my", "Namuna Oksu"),
    "TH": Name("แก๊งตัวอย่าง", "th", "Kaeng Tuayang"),
    "VN": Name("Nhóm Mẫu Một", "vi", "Nhom Mau Mot"),
}
PLACES = {
    "KH": Text("ខេត្តព្រះសីហនុ", "km"),
    "CN": Text("昆明", "zh-Hans"),
    "LA": Text("ແຂວງບໍ່ແກ້ວ", "lo"),
    "MM": Text("မြဝတီ", "my"),
    "TH": Text("อำเภอแม่สอด", "th"),
    "VN": Text("Lạng Sơn", "vi"),
}
TITLES = (
    Name("ការវាយតម្លៃប្រតិបត្តិការរួម", "km"),
    Name("“海鸥”联合行动评估", "zh-Hans"),
    Name("ການປະເມີນຜົນປະຕິບັດການຮ່ວມ", "lo"),
    Name("ပူးတွဲဆောင်ရွက်မှု အကဲဖြတ်ချက်", "my"),
    Name("การประเมินผลปฏิบัติการร่วม", "th"),
    Name("Đánh giá chiến dịch chung", "vi"),
)


def _indicator(code: str, label: str, line: int, unit: Unit = Unit.COUNT, rule: str = "") -> Indicator:
    return Indicator(code, label, unit, line, rule or f"{label}: counted once, in the country where it happened.", "3")


RETURNED = (
    _indicator(
        "S01",
        "Main syndicates identified",
        1,
        rule="On the frozen list of main syndicates, named by at least one source.",
    ),
    _indicator(
        "P02", "Persons arrested", 2, rule="Unique persons; a later transfer counts under F02, not as another arrest."
    ),
    _indicator("V01", "Persons released from sites", 3, rule="Persons brought out of a site, before any screening."),
    _indicator(
        "A01",
        "Assets frozen or seized",
        4,
        Unit.USD,
        "Temporary measures, at the rate of the day. Seized is not confiscated.",
    ),
    _indicator("A02", "Assets confiscated", 4, Unit.USD, "Permanent measures, by order of a court."),
    _indicator(
        "G01",
        "Firearms seized, found or surrendered",
        4,
        rule="Complete firearms; ammunition and parts count under G02.",
    ),
)
OTHERS = (
    _indicator("P03", "Main suspects captured", 2),
    _indicator("V02", "Released persons screened", 3),
    _indicator("B01", "Checkpoints and joint patrols", 5),
    _indicator("C02", "Numbers, domains, accounts blocked", 6),
    _indicator("L01", "Lessons validated", 7),
)
LINES = (
    (1, "Identify main criminal syndicates"),
    (2, "Capture main suspects"),
    (3, "Rescue trapped laborers"),
    (4, "Confiscate criminal assets"),
    (5, "Strengthen border control"),
    (6, "Crime governance and prevention"),
    (7, "Accumulate experience"),
)
SCALE = {"S01": 1, "P02": 11, "V01": 5, "A01": 61_937, "A02": 4_021, "G01": 2}
TARGETS: dict[str, Cell] = {"S01": 350, "P02": 4000, "A01": 18_000_000}


def weeks() -> tuple[Week, ...]:
    """ISO weeks clipped to the execution dates."""
    found, day = [], FIRST
    while day <= LAST:
        iso = day.isocalendar()
        last = min(day + timedelta(days=7 - iso.weekday), LAST)
        found.append(Week(iso.year, iso.week, day, last))
        day = last + timedelta(days=1)
    return tuple(found)


WEEKS = weeks()


def _return(country: int, index: int) -> WeekReturn:
    if (country * 5 + index * 3) % 29 == 7:
        return WeekReturn(ReturnState.MISSING)
    if index >= len(WEEKS) - 2:
        return WeekReturn(ReturnState.SUBMITTED if country % 2 else ReturnState.DRAFT)
    late, corrected = (country + index * 7) % 11 == 3, (country * 3 + index) % 17 == 5
    return WeekReturn(ReturnState.LOCKED, late, corrected)


def cell_of(code: str, country: int, index: int) -> Cell:
    if (code == "V01" and country == 5) or _return(country, index).state in {ReturnState.MISSING, ReturnState.DRAFT}:
        return Gap.NO_DATA
    return SCALE[code] * ((country * 7 + index * 11 + len(code)) % (6 if country != 3 else 9))


def sum_of(cells: list[Cell]) -> Cell:
    known = [cell for cell in cells if not isinstance(cell, Gap)]
    return sum(known) if known else Gap.NO_DATA


def figure_of(total: Cell, verified_share: int = 92) -> Figure:
    if isinstance(total, Gap):
        return NO_FIGURE
    recorded = int(total * 7 // 10)
    return Figure(total, recorded, total - recorded, int(total * verified_share // 100))


def _result(indicator: Indicator) -> IndicatorResult:
    code = indicator.code
    by_country = [sum_of([cell_of(code, c, w) for w in range(len(WEEKS))]) for c in range(6)]
    by_week = [sum_of([cell_of(code, c, w) for c in range(6)]) for w in range(len(WEEKS))]
    claims = sum_of(by_country)
    assert not isinstance(claims, Gap)
    twice = int(claims // 150)
    total = replace(figure_of(claims - twice), recorded=int(claims * 7 // 10), reported=claims - int(claims * 7 // 10))
    return IndicatorResult(
        indicator=indicator,
        countries=tuple(figure_of(cell, 100 - 4 * index) for index, cell in enumerate(by_country)),
        weeks=tuple(figure_of(cell, 100 if index < 20 else 40) for index, cell in enumerate(by_week)),
        claims=claims,
        claimed_twice=twice,
        total=total,
        target=TARGETS.get(code),
        breakdowns=_breakdowns(code, claims - twice),
        currencies=_currencies(code, by_country),
    )


def _currencies(code: str, by_country: list[Cell]) -> tuple[InCurrency, ...]:
    """Of what is seized two countries have records in their own money, and one of them on a chain as well."""
    if code != "A01":
        return ()
    thai, lao = (int(by_country[at]) // 2 for at in (4, 2))
    none = Money(Gap.NOT_DUE, Gap.NOT_DUE)
    kip, baht = Money(lao * 22_000, lao), Money(thai * 34, thai)
    coins, off = Money(Decimal("3.20000001"), 200_000), Money(Decimal("0.5"), 31_250)
    left = Money(Decimal("2.70000001"), 168_750)
    nothing = Money(0, 0)
    return (
        InCurrency("THB", (none, none, none, none, baht, none), baht, nothing, baht),
        InCurrency("LAK", (none, none, kip, none, none, none), kip, nothing, kip),
        InCurrency("BTC", (none, none, coins, none, none, none), coins, off, left),
    )


def _breakdowns(code: str, total: Decimal | int) -> tuple[Breakdown, ...]:
    if code != "P02":
        return ()
    men = int(total * 8 // 10)
    return (
        Breakdown("by sex", (Part("Men", men), Part("Women", int(total) - men - 12)), 12),
        _by_country(int(total)),
    )


def _by_country(total: int) -> Breakdown:
    """By age, in two countries that have records; what two claim is in the claims of both."""
    none = Gap.NOT_DUE
    adults, children = (40, none, none, none, 60, none), (0, none, none, none, 7, none)
    left = tuple(_left(code, at, (adults, children)) for at, code in enumerate(["P02"] * 6))
    parts = (Part("Adults", 99, adults, 100), Part("Under 18", 7, children, 7))
    return Breakdown("by age", parts, total - 106, left, sum_of(list(left)))


def _left(code: str, country: int, parts: tuple[tuple[Cell, ...], ...]) -> Cell:
    whole = sum_of([cell_of(code, country, week) for week in range(len(WEEKS))])
    return rest(whole, (part[country] for part in parts))


def _empty(indicator: Indicator) -> IndicatorResult:
    return IndicatorResult(indicator, (NO_FIGURE,) * 6, (NO_FIGURE,) * len(WEEKS), Gap.NO_DATA, Gap.NO_DATA, NO_FIGURE)


def _lines() -> tuple[LineOfEffort, ...]:
    return tuple(
        LineOfEffort(
            number,
            title,
            "",
            tuple(_result(indicator) for indicator in RETURNED if indicator.line == number)
            + tuple(_empty(indicator) for indicator in OTHERS if indicator.line == number),
        )
        for number, title in LINES
    )


def _national(index: int, country: Country) -> National:
    cells = tuple(tuple(cell_of(indicator.code, index, week) for indicator in RETURNED) for week in range(len(WEEKS)))
    sums = [sum_of([row[column] for row in cells]) for column in range(len(RETURNED))]
    return National(
        country=country.code,
        figures=tuple(figure_of(cell, 100 - 4 * index) for cell in sums),
        contributed=tuple(0 if isinstance(cell, Gap) else index for cell in sums),
        weeks=cells,
        syndicates=_named(GROUPS[country.code], country.code, "SYN", 3, size=41),
        suspects=_named(PEOPLE[country.code], country.code, "SUS", 6),
    )


def _named(name: Name, code: str, kind: str, count: int, size: int | None = None) -> tuple[NamedRecord, ...]:
    return tuple(
        NamedRecord(
            f"SG24-{code}-{kind}-{7919 * serial % 99991:05d}",
            name,
            (Name(name.words[:6], name.language),) if serial % 2 else (),
            ("Wanted", "Arrested", "Detained")[serial % 3] if size is None else "Disrupted",
            size,
        )
        for serial in range(1, count + 1)
    )


def _timeline() -> tuple[Event, ...]:
    kick_off = When(date(2024, 8, 6), date(2024, 8, 7))
    execution = When(FIRST, LAST)
    spring = When(date(2024, 4, 1), precision=Precision.MONTH)
    return (
        Event(EventKind.MEETING, "Preparatory meeting", spring, spring, "LMLECC, Kunming"),
        Event(
            EventKind.MEETING,
            "Sharing best practices and kick-off",
            kick_off,
            kick_off,
            "Kunming",
            "Over 50 representatives",
        ),
        Event(EventKind.PHASE, "Execution", execution, execution, "Six countries"),
        Event(EventKind.ACTION_DAY, "First joint action day", When(date(2024, 9, 18)), When(date(2024, 9, 20))),
        Event(EventKind.ACTION_DAY, "Second joint action day", None, When(date(2024, 10, 24))),
        Event(EventKind.DEADLINE, "Last weekly return", When(date(2025, 1, 3)), None),
        Event(EventKind.PHASE, "Results evaluation", When(date(2025, 1, 1), precision=Precision.MONTH), None),
    )


def _action_days() -> tuple[ActionDay, ...]:
    note = Text("Raids began at 05:00 local time in each country.")
    return (
        ActionDay(
            "First joint action day",
            When(date(2024, 9, 20)),
            PLACES["TH"],
            "TH",
            ("TH", "MM", "CN"),
            (("P02", 54), ("V01", 31), ("A01", Decimal(412_000))),
            note,
        ),
        ActionDay(
            "Second joint action day",
            When(date(2024, 10, 24)),
            PLACES["KH"],
            "KH",
            ("KH", "VN", "CN"),
            (("P02", 88), ("G01", 12)),
            None,
        ),
        ActionDay("Third joint action day", When(date(2024, 11, 28)), PLACES["LA"], "LA", ("LA", "CN"), (), None),
    )


def _quality() -> Quality:
    rows = tuple(
        CountryReturns(country.code, tuple(_return(index, week) for week in range(len(WEEKS))))
        for index, country in enumerate(COUNTRIES)
    )
    corrections = (
        Correction("TH", WEEKS[4], "P02", 33, 31, date(2024, 9, 20), Text("สองคนถูกนับซ้ำ", "th")),
        Correction(
            "VN", WEEKS[9], "A01", 61_937, 123_874, date(2024, 10, 21), Text("Tỷ giá được sửa theo ngày thu giữ", "vi")
        ),
        Correction("MM", WEEKS[6], "V01", Gap.NO_DATA, 25, date(2024, 10, 2), Text("နောက်ကျမှရောက်သည်", "my")),
    )
    return Quality(rows, corrections, ("V01 has no data from Viet Nam; its totals are without VN.",))


def _operation() -> Operation:
    return Operation(
        title="Joint Operation SEAGULL",
        theme="Telecom fraud and related crimes, firearms smuggling",
        parent="Safe Lancang-Mekong",
        secretariat="Lancang-Mekong Integrated Law Enforcement and Security Cooperation Center",
        secretariat_code="LMLECC",
        execution=When(FIRST, LAST),
        mandate=(
            "Six countries agreed to take coordinated measures against telecom fraud and its related crimes and "
            "against firearms smuggling, on the principle of mutual consultation and joint governance.",
            "Participating agencies identify main criminal syndicates, capture main suspects, rescue trapped laborers, "
            "confiscate criminal assets, strengthen border control, enhance crime governance and prevention, and "
            "accumulate experience for further joint strikes.",
        ),
        partners=("UNODC", "INTERPOL"),
        titles=TITLES,
    )


RULES = (
    "In scope: the event fell within the execution dates, local time; reports use a data cut-off.",
    "Unique persons and arrest events are two indicators. A later transfer counts under F02, not as another arrest.",
    "The country where it happened holds the primary claim; the others get contribution credit, shown and never added.",
    "One joint result, several national counts: sum of claims, de-duplicated total and the difference are all shown.",
    "An asset counts once, at the highest measure reached; money at the rate of the seizure date.",
    "Parts must sum to their total, or the difference has its own row.",
    "Released figures are frozen; a later change is a restatement with reason, listed in the next edition.",
)


def _measures() -> tuple[MeasureResult, ...]:
    """Two measures: requests with a country that nobody asked, actions with some that nobody leads."""
    none = (Gap.NO_DATA,) * 5
    requests = tuple((count, count - 2, count - 5, Decimal(5 * count), 1) for count in (20, 18, 16, 12, 11))
    return (
        MeasureResult(
            indicator=_indicator("X01", "Requests answered in time", 2, Unit.PERCENT),
            columns=(
                Column("Received", Unit.COUNT),
                Column("Answered or overdue", Unit.COUNT),
                Column("Answered in time", Unit.COUNT),
                Column("In time", Unit.PERCENT),
                Column("Refused", Unit.COUNT),
            ),
            headline=3,
            total=(77, 67, 52, Decimal("77.6"), 5),
            countries=(*requests, none),
        ),
        MeasureResult(
            indicator=_indicator("M01", "Actions done against plan", 7, Unit.PERCENT),
            columns=(Column("Due", Unit.COUNT), Column("Done", Unit.COUNT), Column("Done of due", Unit.PERCENT)),
            headline=2,
            total=(65, 33, Decimal("50.8")),
            countries=((10, 5, Decimal(50)),) * 6,
            others=(5, 3, Decimal(60)),
        ),
    )


def member(**changes: Any) -> Evaluation:
    """A full member edition."""
    content = Evaluation(
        language="en",
        edition=Edition.MEMBER,
        number=1,
        marking=MARKINGS[Edition.MEMBER],
        cutoff=datetime(2025, 1, 10, 18, 0, tzinfo=KUNMING),
        built=date(2025, 1, 10),
        demonstration=True,
        operation=_operation(),
        countries=COUNTRIES,
        weeks=WEEKS,
        lines=_lines(),
        indicators=RETURNED,
        quality=_quality(),
        nationals=tuple(_national(index, country) for index, country in enumerate(COUNTRIES)),
        measures=_measures(),
        timeline=_timeline(),
        action_days=_action_days(),
        rules=RULES,
        rules_version="3",
        glossary=(
            Term("Return", "The figures of one country for one week."),
            Term("TLP", "Traffic Light Protocol 2.0."),
            Term("H2", "No onward dissemination without permission."),
        ),
        published=Published(
            "Xinhua",
            date(2025, 1, 21),
            ("more than 160 cases", "more than 70,000 suspects", "more than 160 victims"),
        ),
        seal=AuditSeal(412, datetime(2025, 1, 10, 18, 0, tzinfo=KUNMING), 114_087, "3f9ac27e51b088d4" * 4),
    )
    return replace(content, **changes)


def observer(**changes: Any) -> Evaluation:
    """The same for observers: aggregates, small cells suppressed, no names and no free text."""
    content = member()
    nationals = tuple(
        replace(
            national,
            syndicates=(),
            suspects=(),
            text=(),
            weeks=tuple(tuple(_small(cell) for cell in row) for row in national.weeks),
        )
        for national in content.nationals
    )
    quality = replace(
        content.quality, corrections=tuple(replace(row, reason=None) for row in content.quality.corrections)
    )
    days = tuple(replace(day, note=None, place=None) for day in content.action_days)
    return replace(
        content,
        edition=Edition.OBSERVER,
        lines=tuple(replace(line, results=tuple(_unparted(one) for one in line.results)) for line in content.lines),
        marking=MARKINGS[Edition.OBSERVER],
        nationals=nationals,
        quality=quality,
        action_days=days,
        measures=tuple(replace(measure, countries=(), others=None) for measure in content.measures),
        **changes,
    )


def _unparted(result: IndicatorResult) -> IndicatorResult:
    """Without what is told of the records of single countries."""
    kept = tuple(one for one in result.breakdowns if not one.countries)
    return replace(result, currencies=(), breakdowns=kept)


def _small(cell: Cell) -> Cell:
    return Gap.FEWER_THAN_10 if not isinstance(cell, Gap) and 0 < cell < 10 else cell


# What turns a small member edition into one for observers.
NAMELESS: dict[str, Any] = {"marking": MARKINGS[Edition.OBSERVER], "action_days": ()}
RESTATED = Restatement(
    "Member edition 1", "P02", "TH", 876, 874, date(2025, 3, 2), Text("Two persons were counted twice.")
)


def _without_names(national: National) -> National:
    return replace(national, syndicates=(), suspects=(), text=())


def small(**changes: Any) -> Evaluation:
    """One country, two weeks, one indicator: a few pages that print quickly."""
    full = member()
    national = full.nationals[0]
    result = full.lines[0].results[0]
    short = replace(result, countries=result.countries[:1], weeks=result.weeks[:2], breakdowns=())
    returns = full.quality.returns[0]
    quality = Quality((replace(returns, weeks=returns.weeks[:2]),))
    only = replace(
        national,
        figures=national.figures[:1],
        contributed=national.contributed[:1],
        weeks=tuple(row[:1] for row in national.weeks[:2]),
    )
    kept = replace(
        full,
        countries=full.countries[:1],
        weeks=full.weeks[:2],
        indicators=full.indicators[:1],
        lines=(replace(full.lines[0], results=(short,)), replace(full.lines[6], results=())),
        quality=quality,
        nationals=(only,),
        measures=(),
    )
    if changes.get("edition") is Edition.OBSERVER:
        kept = replace(kept, nationals=(_without_names(only),))
    return replace(kept, **changes)

"""What an edition of the evaluation says: every figure, how it divides, who returned it, how the operation went."""

from operation.kernel import clock
from reporting.evaluation import collect_quality as quality
from reporting.evaluation import collect_results as results
from reporting.evaluation.chapters import National, Published, Quality
from reporting.evaluation.collect_currencies import currencies
from reporting.evaluation.collect_measures import measures
from reporting.evaluation.collect_names import named_suspects, named_syndicates
from reporting.evaluation.collect_plan import A_PARTNER, action_days, events
from reporting.evaluation.collect_splits import breakdowns
from reporting.evaluation.collection import Collection
from reporting.evaluation.content import Evaluation
from reporting.evaluation.glossary import terms
from reporting.evaluation.measures import MeasureResult
from reporting.evaluation.succession import earlier_edition
from reporting.indicators.published import published_results
from reporting.targets.selectors import targets_of


def evaluation(run: Collection, number: int) -> Evaluation:
    """All of it, chapter by chapter."""
    earlier = earlier_edition(run.operation, run.order)
    known = results.indicators(run.lines)
    targets = targets_of(run.principal, run.operation, run.order.cutoff)
    lines = results.lines_of_effort(run.lines, known, run.told, targets, _parts(run))
    measured = _measures(run)
    return Evaluation(
        **run.common(number, earlier, run.countries, run.told),
        weeks=tuple(run.weeks.values()),
        lines=lines,
        indicators=tuple(known.values()),
        quality=_quality(run),
        nationals=_nationals(run),
        measures=measured,
        timeline=events(run.operation, A_PARTNER if run.for_observers else run.principal, run.order.cutoff),
        action_days=action_days(run.principal, run.operation, run.order.cutoff, with_results=not run.for_observers),
        glossary=terms(),
        published=published(run.operation.code),
        summary=results.summary(lines, measured, run.order.cutoff),
    )


def _quality(run: Collection) -> Quality:
    returns = quality.returns_of(run.principal, run.operation, run.order.cutoff)
    if run.for_observers:
        return quality.quality_for_observers(returns, run.figures)
    return quality.quality_for_members(returns, run.changes, run.figures, run.weeks)


def _nationals(run: Collection) -> tuple[National, ...]:
    if run.for_observers:
        return results.nationals(run.countries, run.told, {}, {}, run.agreed.national)
    known_by = clock.end_of_day(run.order.cutoff)
    syndicates = named_syndicates(run.principal, run.operation, known_by)
    suspects = named_suspects(run.principal, run.operation, known_by)
    return results.nationals(run.countries, run.told, syndicates, suspects, run.agreed.national)


def _parts(run: Collection) -> results.Parts:
    """How the figures divide; nothing of it is for observers."""
    if run.for_observers:
        return results.NO_PARTS
    asked = (run.principal, run.operation, run.order.cutoff)
    codes = [country.code for country in run.countries]
    return results.Parts(currencies(*asked, codes), breakdowns(*asked, run.figures, run.told))


def _measures(run: Collection) -> tuple[MeasureResult, ...]:
    codes = [country.code for country in run.countries]
    return measures(run.principal, run.operation, run.order.cutoff, codes, for_observers=run.for_observers)


def published(code: str) -> Published | None:
    """What others published about an operation, quoted in their own words; None where nothing is known."""
    quoted = published_results().get(code)
    return Published(quoted.source, quoted.on, quoted.statements) if quoted else None

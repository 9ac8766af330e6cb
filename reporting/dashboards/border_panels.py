"""What the page of border and prevention shows beside its map, as its templates want it."""

from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.cases.records.syndicate import Syndicate
from operation.cases.registry import type_of
from operation.cases.values import primary_name
from operation.cases.views import list_url, record_url
from operation.plan.models import LineOfEffort
from operation.templatetags.charts import share
from operation.templatetags.look import MEMBER_COUNTRIES
from reporting.dashboards import ring
from reporting.dashboards.charts import behind_url
from reporting.dashboards.countries import Table, table_of
from reporting.dashboards.figure_rows import FigureTable, of_country
from reporting.dashboards.flows import Flow, Flows
from reporting.dashboards.reach import ELSEWHERE, NAMED_AT_MOST, Reach, Reached
from reporting.dashboards.results import Results
from reporting.indicators.rules import INDICATORS
from reporting.indicators.rules.f02 import F02

LINES = (5, 6)
"""Lines of effort: strengthen border control; crime governance and prevention."""


def lines_of(found: Results) -> list[tuple[LineOfEffort, Table]]:
    """Of all six the figures of both lines by country."""
    told = ((line, [each for each in INDICATORS if each.line == line.number]) for line in found.lines)
    return [(line, table_of(found, heads)) for line, heads in told if line.number in LINES and heads]


def figures_of(found: Results, country: str) -> list[FigureTable]:
    """Of one country its figures of both lines."""
    return [table for table in of_country(found, country) if table.code in map(str, LINES)]


def reach_panel(reach: Reach) -> dict[str, Any]:
    between = [ring.Between(*pair, count, str(count)) for pair, count in reach.shared.items() if ELSEWHERE not in pair]
    beside = {code: _count_words(count) for code, count in reach.at_work.items()}
    return {
        "drawing": ring.draw(between, beside, directed=False),
        "rows": [_syndicate_row(one) for one in reach.syndicates[:NAMED_AT_MOST]],
        "more": max(0, len(reach.syndicates) - NAMED_AT_MOST),
        "count": len(reach.syndicates),
        "is_whole": reach.is_whole,
        "pairs": [
            {"first": first, "second": second, "count": count, "bar": share(count, max(reach.shared.values()))}
            for (first, second), count in reach.shared.most_common()
            if ELSEWHERE not in (first, second)
        ],
        "list_url": list_url(type_of(Syndicate)),
    }


def _count_words(count: int) -> str:
    return ngettext("%(count)s syndicate", "%(count)s syndicates", count) % {"count": count}


def _syndicate_row(one: Reached) -> dict[str, Any]:
    kind = type_of(Syndicate)
    return {
        "reference": one.record.reference,
        "name": primary_name(kind, one.record),
        "url": record_url(kind, one.record),
        "is_main": one.record.is_main_target,
        "state": kind.state_label(one.record.status),
        "countries": [code for code in one.countries if code != ELSEWHERE],
        "elsewhere": ELSEWHERE in one.countries,
    }


def flows_panel(found: Results, flows: Flows) -> dict[str, Any]:
    codes = list(MEMBER_COUNTRIES)
    most = max((flow.arrived for flow in flows.ways), default=0)
    return {
        "drawing": ring.draw(_between(flows), _beside(flows), directed=True),
        "codes": codes,
        "rows": [
            {
                "code": code,
                "cells": [
                    _flow_cell(flows.of((code, other)), other, most) if other != code else None for other in codes
                ],
                "sent": flows.sent(code),
                "counted": _counted(found, code),
                "counted_url": behind_url(found, F02, country=code),
            }
            for code in codes
        ],
        "received": [{"code": code, "count": flows.received(code)} for code in codes],
        "arrived": flows.arrived,
        "under_way": sum(flow.under_way for flow in flows.ways),
        "is_empty": not flows.ways,
    }


def _between(flows: Flows) -> list[ring.Between]:
    return [
        ring.Between(
            *flow.way,
            flow.arrived or flow.under_way,
            number_format(flow.arrived or flow.under_way),
            is_open=not flow.arrived,
        )
        for flow in flows.ways
    ]


def _beside(flows: Flows) -> dict[str, str]:
    words = _("%(sent)s out, %(received)s in")
    told = {code: {"sent": flows.sent(code), "received": flows.received(code)} for code in MEMBER_COUNTRIES}
    return {code: words % numbers for code, numbers in told.items() if any(numbers.values())}


def _flow_cell(flow: Flow | None, other: str, most: int) -> dict[str, Any]:
    """One cell: persons who arrived with their bar, and those under way; it opens the removals of that country."""
    if flow is None:
        return {"arrived": 0, "under_way": 0, "other": other}
    url = f"{reverse('removals')}?country={other}"
    return {
        "arrived": flow.arrived,
        "under_way": flow.under_way,
        "other": other,
        "bar": share(flow.arrived, most),
        "url": url,
    }


def _counted(found: Results, code: str) -> Any:
    """What the country's figures say of the same: F02, transfers completed. None: no data."""
    figure = found.figures.by_country(F02.code).get(code)
    return int(figure.total) if figure else None

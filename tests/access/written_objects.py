"""Reports that people write, in each state, marked: texts as they are written, as they are frozen, and what is said."""

from typing import Any

import psycopg

from reporting.consultation.models import Approval, CirculatedSection, Comment, ReportStep, Round
from reporting.drafting.models import Report, Section, SectionVersion
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories import written

PLACE = 3
"""Where «Relevance» stands in a final evaluation."""


def make(world: World, owner: psycopg.Connection) -> None:
    cast = world.cast
    own = written.begun(cast.desk_communication, "country", "TH")
    written.saved(cast.supervisor_th, own, "context", "what happened", "TH")
    written.saved(cast.supervisor_th, own, "victims", "who was screened", "TH")
    circulated = written.circulated(cast)
    written.commented(cast.coordinator_kh, circulated)
    written.approved(cast.coordinator_vn, circulated, "noted", "a note")
    withdrawn = written.stepped(cast.director, written.released(cast), "withdraw", "a figure is wrong")
    rows = {"drafting": own, "circulated": circulated, "released": written.released(cast), "withdrawn": withdrawn}
    for kind, row in rows.items():
        params = {"report_id": row.pk, "position": PLACE}
        thing = world.add(Thing("written", kind, params, row), row.pk)
        _texts(world, owner, thing, row)
        _said(world, owner, thing, row)
    _section(world, owner, "of_thailand", own, "context")
    _section(world, owner, "of_victims", own, "victims")
    _section(world, owner, "of_lmlecc", circulated, "relevance")


def _rows(owner: psycopg.Connection, sql: str, key: Any) -> list[tuple[Any, ...]]:
    return owner.execute(sql, [key]).fetchall()


def _texts(world: World, owner: psycopg.Connection, thing: Thing, row: Report) -> None:
    sql = (
        "SELECT c.id, c.about_victims, c.country_id FROM reporting_circulatedsection c"
        " JOIN reporting_round d ON d.id = c.round_id WHERE d.report_id = %s"
    )
    for key, about_victims, country in _rows(owner, sql, row.pk):
        part = "victims" if about_victims else "national" if country else "common"
        canaries.plant(owner, world.marks, CirculatedSection, [key], {}, otherwise=f"{thing.part}|{part}")


def _said(world: World, owner: psycopg.Connection, thing: Thing, row: Report) -> None:
    of_round = "SELECT a.id FROM {} a JOIN reporting_round d ON d.id = a.round_id WHERE d.report_id = %s"
    of_report = "SELECT id FROM {} WHERE report_id = %s"
    parts = (
        (Round, of_report, "content"),
        (Approval, of_round + " AND a.note <> ''", "notes"),
        (Comment, of_round, "comments"),
        (ReportStep, of_report, "steps"),
    )
    for model, sql, part in parts:
        keys = [key for (key,) in _rows(owner, sql.format(model._meta.db_table), row.pk)]
        canaries.plant(owner, world.marks, model, keys, {}, otherwise=f"{thing.part}|{part}")


def _section(world: World, owner: psycopg.Connection, kind: str, report: Report, key: str) -> None:
    ((row, number),) = _rows(
        owner, f"SELECT id, version FROM reporting_section WHERE key = '{key}' AND report_id = %s", report.pk
    )
    section = Section(pk=row, version=number)
    params = {"report_id": report.pk, "section_id": row}
    thing = world.add(Thing("written_section", kind, params, section), row)
    keys = [found for (found,) in _rows(owner, "SELECT id FROM reporting_sectionversion WHERE section_id = %s", row)]
    canaries.plant(owner, world.marks, SectionVersion, keys, {}, otherwise=f"{thing.part}|content")

import os, sys

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
from decimal import Decimal as D
from datetime import date
from pathlib import Path
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import sync_playwright
from tests.factories.people import make_cast
from tests.factories.records import log, log_many, step, NAMES
from operation.access.context import acting_as
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from operation.cases.drafts import NameDraft
from operation.cases.sharing import release_records
from operation.people.models import Organisation
from pytest_django.live_server_helper import LiveServer

OUT = Path("/tmp/sg/cases_out")
OUT.mkdir(exist_ok=True)
ROM = {
    "TH": "Anan Tuayang",
    "KH": "Chan Kumru",
    "CN": "Li Shili",
    "LA": "Somphone Tuayang",
    "MM": "Su Su Namuna",
    "VN": "Tran Van Mau",
}


def as_user(u):
    return acting_as(principal_of(u), channel="test")


def seed(cast):
    made = {}
    for code in ("kh", "cn", "la", "mm", "th", "vn"):
        off, coo = getattr(cast, f"officer_{code}"), getattr(cast, f"coordinator_{code}")
        with as_user(off):
            nm = (NameDraft(NAMES[code.upper()], romanisation=ROM[code.upper()]),)
            syn = log(
                "syndicates",
                off,
                names=(NameDraft(NAMES[code.upper()] + " 2", romanisation="White Egret"),),
                fraud_types=["romance", "investment"],
            )
            s = log(
                "suspects",
                off,
                names=nm + (NameDraft("阿南", kind="alias", romanisation="A Nan"),),
                event_date="2024-09-10",
                tier="main",
                place_name="แม่สาย",
                place_country="TH",
                nationalities=[code.upper()],
                syndicate=syn,
                offences=["0701", "07041"],
                sex="male",
                born_on=date(1987, 3, 14),
            )
            log("suspects", off, names=nm, event_date="2024-08", tlp="amber_strict", handling_code="H2")
            s = step(s, "identify", off, date(2024, 9, 12))
            s = step(s, "arrest", off, date(2024, 10, 1))
            log(
                "rescued-laborers",
                off,
                sex="female",
                age_band="18_24",
                citizenship="CN",
                place_name="Poipet",
                place_country="KH",
            )
            log(
                "seized-assets",
                off,
                asset_class="cash",
                description="Banknotes in a safe",
                amount=D("1250000"),
                currency="THB",
                usd_rate=D("0.0293"),
                rate_source="Bank of Thailand",
                rate_on=date(2024, 9, 10),
            )
            child = log("suspects", off, names=nm, treated_as_child=True, place_name="แม่สาย", tlp="green")
        with as_user(coo):
            for r in (s, child):
                release_records(
                    principal=principal_of(coo),
                    records=[r],
                    to=[o for o in Organisation.objects.filter(kind="agency").exclude(pk=coo.organisation_id)],
                    purpose="joint inquiry into the compound",
                )
        made[code] = (s, child, syn)
    with as_user(cast.officer_th):
        log_many("suspects", cast.officer_th, 60)
    return made


import pytest


@pytest.mark.timeout(600)
def test_look(committed, live_server_cls=None):
    from django.conf import settings

    settings.DEMO_TODAY = "2025-01-08"
    op = Operation.objects.get(code="seagull")
    cast = make_cast(op)
    made = seed(cast)
    server = LiveServer("localhost")
    from django.contrib.sessions.backends.db import SessionStore

    try:
        with sync_playwright() as p:
            b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            c = Client()

            def ctx(user, **kw):
                c = Client()
                c.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
                x = b.new_context(base_url=server.url, **kw)
                x.add_cookies([{"name": "sessionid", "value": c.cookies["sessionid"].value, "url": server.url}])
                return x

            only = os.environ.get("ONLY", "").split(",") if os.environ.get("ONLY") else None
            views = {
                "desk": dict(viewport={"width": 1360, "height": 900}),
                "phone": dict(viewport={"width": 320, "height": 700}),
                "dark": dict(viewport={"width": 1360, "height": 900}, color_scheme="dark"),
            }
            s, child, syn = made["th"]
            ks, kchild, _ = made["kh"]
            pages = [
                ("overview", cast.coordinator_th, "/records/"),
                ("list", cast.coordinator_th, "/records/suspects/"),
                ("listf", cast.coordinator_th, "/records/suspects/?status=arrested&tier=main&arrested_on_from=2024-09"),
                ("bad", cast.coordinator_th, "/records/suspects/?status=arested&arrested_on_from=2567-09&foo=1"),
                ("empty", cast.coordinator_th, "/records/suspects/?q=zzz"),
                ("emptysec", cast.director, "/records/seized-assets/"),
                ("record", cast.coordinator_th, f"/records/suspects/{s.pk}/"),
                ("foreign", cast.coordinator_th, f"/records/suspects/{ks.pk}/"),
                ("child", cast.coordinator_th, f"/records/suspects/{kchild.pk}/"),
                ("new", cast.coordinator_th, "/records/suspects/new/"),
                ("newasset", cast.coordinator_th, "/records/seized-assets/new/"),
                ("newlab", cast.coordinator_th, "/records/rescued-laborers/new/"),
                ("edit", cast.coordinator_th, f"/records/suspects/{s.pk}/edit/"),
                ("share", cast.coordinator_th, f"/records/suspects/{s.pk}/share/"),
                ("recall", cast.coordinator_th, f"/records/suspects/{s.pk}/recall/"),
                ("step", cast.coordinator_th, f"/records/suspects/{s.pk}/step/escape/"),
                ("facts", cast.director, "/records/facts/"),
                ("assets", cast.coordinator_th, "/records/seized-assets/"),
                ("laborers", cast.coordinator_th, "/records/rescued-laborers/"),
                ("syn", cast.coordinator_th, f"/records/syndicates/{syn.pk}/"),
                ("denied", cast.protection_th, "/records/suspects/new/"),
                ("lognow", cast.coordinator_th, None),
                ("conflict", cast.coordinator_th, None),
                ("newbad", cast.coordinator_th, None),
            ]
            for vname, kw in views.items():
                for name, user, url in pages:
                    if only and name not in only:
                        continue
                    x = ctx(user, **kw)
                    page = x.new_page()
                    page.on(
                        "console", lambda m: print(name, "CONSOLE", m.text) if m.type in ("error", "warning") else None
                    )
                    if url:
                        page.goto(url)
                    elif name == "lognow":
                        page.goto("/records/suspects/new/")
                        page.get_by_label("Name, as it is written").first.fill("สมหญิง ตัวอย่างดี")
                        page.get_by_label("Romanised").first.fill("Somying Tuayangdi")
                        page.get_by_label("Suspect, arrested").check()
                        page.locator("[name=event_date_0]").fill("2567-11-13")
                        page.locator("[name=event_date_1]").select_option("buddhist")
                        page.get_by_role("button", name="Log it", exact=True).click()
                    elif name == "newbad":
                        page.goto("/records/suspects/new/")
                        page.locator("[name=event_date_0]").fill("2567-11-13")
                        page.locator("details.more summary", has_text="Handling").click()
                        page.locator("[name=handling_code]").select_option("H3")
                        page.get_by_role("button", name="Log it", exact=True).click()
                    elif name == "conflict":
                        page.goto(f"/records/suspects/{s.pk}/edit/")
                        page2 = ctx(cast.supervisor_th, **kw).new_page()
                        page2.goto(f"/records/suspects/{s.pk}/edit/")
                        page2.locator("[name=place_name]").fill("แม่สอด " + vname)
                        page2.get_by_label("Female").check()
                        page2.get_by_role("button", name="Save").click()
                        page.locator("[name=place_name]").fill("เชียงราย " + vname)
                        page.get_by_label("Associate").check()
                        page.get_by_role("button", name="Save").click()
                    page.screenshot(path=OUT / f"{name}-{vname}.png", full_page=True)
                    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                    print(vname, name, page.url[-60:], len(page.content()), "OVERFLOW %d" % wide if wide > 0 else "")
                    x.close()
            b.close()
    finally:
        server.stop()

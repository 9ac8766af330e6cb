"""Whatever an alert is about: nothing of it but its kind is in a mail."""

from collections import Counter
from typing import Any

from django.conf import settings as django_settings
from django.core import mail as sent
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination.alerts.actions import alert
from coordination.alerts.delivery import gather, send
from coordination.alerts.kinds import Kind, all_kinds
from operation.people.models import User
from operation.templatetags.look import country_name
from tests.coordination.alerts.conftest import NOON, text_of

COUNTRIES = ("KH", "CN", "LA", "MM", "TH", "VN")
LANGUAGES = [code for code, _name in django_settings.LANGUAGES]
CANARIES = ("~canary", "SG24-TH-SUS-7K3QFM", "อนันต์", "018f0000-0000-7000-8000-000000000000")


def names_of_countries(language: str) -> set[str]:
    """As a page of this language calls them, and in English."""
    found: set[str] = set()
    for one in (language, "en"):
        with translation.override(one):
            found |= {str(country_name(code)) for code in COUNTRIES}
    return found


@st.composite
def marks(draw: st.DrawFn) -> str:
    """Something that nobody outside may read: among it a country by its name, in any language."""
    return draw(st.sampled_from([*CANARIES, *sorted(names_of_countries(draw(st.sampled_from(LANGUAGES))))]))


told = st.lists(st.tuples(st.sampled_from(all_kinds()), marks(), st.uuids()), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=told, language=st.sampled_from(LANGUAGES))
def test_no_mail_ever_contains_what_it_is_about(reader: User, told: list[tuple[Kind, str, Any]], language: str) -> None:
    sent.outbox.clear()
    with transaction.atomic():
        User.objects.filter(pk=reader.pk).update(language=language)
        for kind, canary, key in told:
            alert(kind, [reader.pk], url=f"/records/suspects/{canary}/", key=f"{canary} {key}")
        gather(NOON.replace(year=2100))
        assert send(NOON.replace(year=2100)) == 1
        transaction.set_rollback(True)
    (mail,) = sent.outbox
    text = text_of(mail.message())
    hidden = {*CANARIES, *(mark for _kind, mark, _key in told), *names_of_countries(language)}
    assert not [mark for mark in hidden if mark in text]
    counts = Counter(kind for kind, *_rest in told)
    with translation.override(language):
        wanted = sorted(f"{kind.label}: {number}" for kind, number in counts.items())
        labels = tuple(f"{kind.label}: " for kind in all_kinds())
    assert sorted(line for line in text.splitlines() if line.startswith(labels)) == wanted

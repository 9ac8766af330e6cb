"""Whatever an alert is about: nothing of it but its kind is in a mail."""

from typing import Any

from django.conf import settings as django_settings
from django.core import mail as sent
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination.alerts.actions import alert
from coordination.alerts.delivery import gather, send
from coordination.alerts.kinds import Kind, all_kinds
from operation.people.models import User
from tests.coordination.alerts.conftest import NOON, text_of

CANARIES = ("~canary", "SG24-TH-SUS-7K3QFM", "Cambodia", "อนันต์", "018f0000-0000-7000-8000-000000000000")
LANGUAGES = [code for code, _name in django_settings.LANGUAGES]
told = st.lists(st.tuples(st.sampled_from(all_kinds()), st.sampled_from(CANARIES), st.uuids()), min_size=1, max_size=6)


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
    assert not [canary for canary in CANARIES if canary in text]
    assert all(f": {[kind for kind, *_rest in told].count(kind)}" in text for kind, *_rest in told)

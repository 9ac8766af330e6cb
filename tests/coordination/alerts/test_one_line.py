"""Nothing is added to the head of a mail by way of an address or a subject."""

import pytest
from django.conf import settings
from django.core.mail import BadHeaderError

from coordination.alerts.delivery import message
from coordination.alerts.kinds import all_kinds
from coordination.alerts.models import Mail
from coordination.alerts.wording import alerts_mail, code_mail
from operation.people.models import User
from tests.coordination.alerts.conftest import mails
from tests.coordination.conftest import ClientOf

PAGE = "/account/notifications/"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
BREAKS = ("\n", "\r", "\r\n", "\n ")


@pytest.mark.parametrize("line_break", BREAKS)
def test_an_address_with_a_line_break_is_none(client_of: ClientOf, reader: User, line_break: str) -> None:
    client = client_of(reader)
    for address in (f"a@example.org{line_break}Bcc: b@example.org", f"a{line_break}b@example.org"):
        assert client.post(f"{PAGE}address/", {"address": address}).status_code == 400, address
    assert mails() == []
    assert client.post(f"{PAGE}address/", {"address": "a@example.org"}).status_code == 302
    assert [one.address for one in mails()] == ["a@example.org"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_subject_is_one_line(language: str) -> None:
    longest = Mail._meta.get_field("subject").max_length
    assert longest
    subjects = [alerts_mail({kind.code: 1}, language)[0] for kind in all_kinds()] + [code_mail("123456", language)[0]]
    for subject in subjects:
        assert subject.splitlines() == [subject]
        assert len(subject) <= longest


@pytest.mark.parametrize("line_break", ["\n", "\r"])
@pytest.mark.parametrize("field", ["address", "subject"])
def test_a_mail_with_a_line_break_in_its_head_is_not_made(field: str, line_break: str) -> None:
    """However it came into the row, it does not leave."""
    given = {"address": "a@example.org", "subject": "waits", "body": "x", "language": "en"}
    assert message(Mail(**given)).message()
    mail = Mail(**given | {field: f"{given[field]}{line_break}Bcc: b@example.org"})
    with pytest.raises(BadHeaderError):
        message(mail).message()

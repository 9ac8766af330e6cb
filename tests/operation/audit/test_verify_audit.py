"""`manage.py verify_audit`: names what was changed, checks anchors, and says what no anchor covers."""

import json
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from operation.audit import anchors, signing, trail
from operation.audit.models import AuditAnchor, AuditEntry
from tests import database


def verify(*options: str) -> tuple[bool, str]:
    """Whether it ended well, and what it said."""
    said = StringIO()
    try:
        call_command("verify_audit", *options, stdout=said)
    except CommandError as found:
        return False, f"{said.getvalue()}{found}"
    return True, said.getvalue()


@pytest.fixture
def outside(committed: str, tmp_path: Path) -> tuple[str, Path]:
    """A trail of forty entries, its anchor held outside, and five entries after it."""
    trail.record_each("counted", [trail.Target("x", None, str(one)) for one in range(40)], {})
    file = tmp_path / "anchor.json"
    file.write_text(anchors.to_file(anchors.take()))
    trail.record_each("counted after", [trail.Target("x", None, str(one)) for one in range(5)], {})
    return committed, file


def owner(name: str, sql: str) -> None:
    with database.owner(name) as connection:
        connection.execute(sql)


def test_a_whole_trail_passes_and_its_tail_is_stated(outside: tuple[str, Path]) -> None:
    passed, said = verify("--anchor", str(outside[1]))
    assert passed
    assert f"{AuditEntry.objects.count()} entries, no break" in said
    assert "not covered by the newest stored anchor: 0 s, 5 entries" in said
    assert "not covered by anchor 1 held outside: 0 s, 5 entries" in said


def test_the_tail_is_measured_from_the_anchor(outside: tuple[str, Path]) -> None:
    anchor = anchors.newest()
    assert anchor
    from operation.audit.verification import tail

    anchor.at = anchor.at.replace(year=anchor.at.year - 1)
    assert tail(anchor).seconds > 300 * 24 * 3600
    assert tail(None).entries == AuditEntry.objects.count()


def test_a_changed_entry_is_named_with_lane_number_and_time(outside: tuple[str, Path]) -> None:
    entry = AuditEntry.objects.filter(verb="counted").order_by("n")[20]
    owner(outside[0], f"UPDATE operation_auditentry SET channel = 'x' WHERE lane = {entry.lane} AND n = {entry.n}")
    passed, said = verify()
    assert not passed
    assert f"lane {entry.lane}, entry {entry.n}, {entry.at:%Y-%m-%d %H:%M:%S} UTC: altered" in said


def test_an_anchor_stored_here_and_changed_is_found(outside: tuple[str, Path]) -> None:
    owner(outside[0], "UPDATE operation_auditanchor SET entries = entries + 1")
    passed, said = verify()
    assert not passed
    assert "anchor 1" in said
    assert "its signature does not hold" in said
    assert "another one is stored here" in verify("--anchor", str(outside[1]))[1]


def test_an_anchor_taken_out_is_found(outside: tuple[str, Path]) -> None:
    anchors.take()
    owner(outside[0], "DELETE FROM operation_auditanchor WHERE number = 1")
    passed, said = verify("--anchor", str(outside[1]))
    assert not passed
    assert "missing before anchor 2" in said
    assert "held outside, and not stored here" in said


def test_an_anchor_put_in_its_place_is_found(outside: tuple[str, Path]) -> None:
    """With the key of the server even: what is held outside is another one."""
    owner(outside[0], "DELETE FROM operation_auditanchor")
    anchors.take()
    assert verify()[0]
    passed, said = verify("--anchor", str(outside[1]))
    assert not passed
    assert "another one is stored here than is held outside" in said


def test_a_file_signed_by_somebody_else_is_told(outside: tuple[str, Path], settings: object) -> None:
    stranger = Ed25519PrivateKey.generate()
    anchor = anchors.from_file(outside[1].read_text())
    anchor.public_key = stranger.public_key().public_bytes_raw().hex()
    anchor.signature = stranger.sign(anchor.statement()).hex()
    outside[1].write_text(anchors.to_file(anchor))
    fingerprint = signing.fingerprint(anchor.public_key)
    passed, said = verify("--anchor", str(outside[1]))
    assert not passed
    assert f"signed by a key that is not trusted, {fingerprint}" in said
    assert "not trusted" not in verify("--anchor", str(outside[1]), "--trust", fingerprint)[1]


def test_a_file_that_was_edited_is_told(outside: tuple[str, Path]) -> None:
    given = json.loads(outside[1].read_text())
    outside[1].write_text(json.dumps(given | {"entries": 1}))
    passed, said = verify("--anchor", str(outside[1]))
    assert not passed
    assert "file: anchor 1" in said
    assert "its signature does not hold" in said


def test_a_file_that_is_no_anchor_is_refused(db: None, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("{}")
    assert "it holds no anchor" in verify("--anchor", str(tmp_path / "x"))[1]
    assert "No such file" in verify("--anchor", str(tmp_path / "none"))[1]


def test_an_earlier_key_may_be_trusted(outside: tuple[str, Path], settings: object) -> None:
    before = signing.fingerprint(signing.public_key())
    settings.AUDIT_SIGNING_KEY = bytes(32)  # type: ignore[attr-defined]
    anchors.take()
    passed, said = verify()
    assert not passed
    assert f"not trusted, {before}" in said
    assert verify("--trust", before)[0]
    assert AuditAnchor.objects.count() == 2

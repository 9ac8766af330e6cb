"""The proxy before us: which TLS it speaks, what it does where there is none, what its log keeps to itself."""

import re

import pytest

from tests.operation.config.checkout import SOURCE

TEXT = (SOURCE / "docker" / "Caddyfile").read_text()
LINES = [line.strip() for line in TEXT.splitlines() if not line.strip().startswith("#")]


def block(head: str) -> str:
    """What stands between the braces behind these words, nested ones included."""
    begin = TEXT.index(f"\n{head} {{") + len(head) + 3
    depth = 1
    for place, sign in enumerate(TEXT[begin:], begin):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not depth:
            return TEXT[begin:place]
    raise AssertionError(f"{head} does not end")


def test_it_speaks_tls_1_2_and_1_3_with_strong_suites_alone() -> None:
    given = block("{$SITE_ADDRESS}")
    assert re.findall(r"protocols (.+)", given) == ["tls1.2 tls1.3"]
    (suites,) = re.findall(r"ciphers (.+)", given)
    strong = re.compile(r"TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_\d+_GCM|CHACHA20_POLY1305)_SHA\d+")
    assert all(strong.fullmatch(one) for one in suites.split(" "))


def test_its_certificates_are_those_of_a_public_authority() -> None:
    """No certificate of our own making and no other authority: browsers would have to be told to trust it."""
    (tls,) = re.findall(r"^\ttls( .*)?$", TEXT, re.MULTILINE)
    assert tls.strip() == "{"
    for word in ("local_certs", "internal", "acme_ca", "auto_https", "issuer", "tls_insecure_skip_verify"):
        assert not any(line.split(" ")[0] == word for line in LINES), word


def test_pages_lead_to_tls_and_programs_are_refused_without_it() -> None:
    given = block("http://{$SITE_ADDRESS}")
    api, _end, rest = given.partition("handle {")
    assert "handle /api/*" in api
    assert re.search(r"respond .+ 403", api)
    assert "redir" not in api
    assert "redir https://{host}{uri}" in rest
    assert "reverse_proxy" not in given


def test_it_believes_nobody_who_says_where_a_request_comes_from() -> None:
    assert "trusted_proxies" not in TEXT
    assert "header_up" not in TEXT


@pytest.mark.parametrize("field", ["headers>Cookie", "headers>Authorization", "headers>Referer"])
def test_its_log_keeps_no_secret(field: str) -> None:
    assert f"request>{field} delete" in LINES


def test_its_log_does_not_keep_what_was_searched_for() -> None:
    (pattern, instead) = re.findall(r'request>uri regexp "(.+)" "(.+)"', TEXT)[0]
    assert re.sub(pattern, instead, "/search/?q=สมชาย&page=2") == "/search/?"


def test_there_is_one_log_with_one_rule() -> None:
    """A log of a site, or one of errors, with a format of its own would keep what the rule leaves out."""
    assert [line for line in LINES if line.split(" ")[0] == "log"] == ["log {", "log"]
    assert len(re.findall(r"format filter", TEXT)) == 1

"""What the source never does: run text, call a shell, read objects from outside, guess with weak dice, speak to others.

Read from the syntax trees of everything that runs on a server; the demonstration and its tools are beside it.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPS = ("operation", "coordination", "reporting")
ASIDE = ("/migrations/", "reporting/demo/", "operation/people/demo.py", "coordination/deconfliction/matching/labelled/")
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "execfile"}
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "pty.spawn"}
READS_OBJECTS = {"pickle", "cPickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
SPEAKS = {"requests", "httpx", "aiohttp", "urllib.request", "http.client", "ftplib", "smtplib", "telnetlib"}
SIGNS_FILES = {"pyhanko"}
ENCRYPTS = {"cryptography", "Crypto", "nacl", "OpenSSL", "ssl", *SIGNS_FILES}
CIPHERS = {
    *("cryptography.hazmat.primitives.ciphers.aead", "cryptography.hazmat.primitives.ciphers.aead.AESGCM"),
    *("cryptography.hazmat.primitives.asymmetric.ed25519", "cryptography.exceptions"),
    *(f"cryptography.hazmat.primitives.asymmetric.ed25519.Ed25519{part}Key" for part in ("Private", "Public")),
    *(f"cryptography.exceptions.{name}" for name in ("InvalidTag", "InvalidSignature")),
    *("cryptography", "cryptography.x509", "cryptography.x509.oid", "cryptography.x509.oid.NameOID"),
    *("cryptography.hazmat.primitives", "cryptography.hazmat.primitives.asymmetric"),
    *(f"cryptography.hazmat.primitives.{name}" for name in ("hashes", "serialization", "asymmetric.ec")),
}
DIGESTS = {"sha256", "file_digest"}
LAUNCHER = "operation/config/"
LAUNCHES = {
    *("operation/cases/attachments/previews.py", "operation/cases/importing/reading.py"),
    "operation/press/presswork.py",
    "operation/press/fonts.py",
}
WRITES_QUERIES = {
    *("coordination/deconfliction/actions.py", "coordination/deconfliction/clusters.py"),
    *("coordination/deconfliction/finding.py", "coordination/deconfliction/meeting.py"),
    *("coordination/deconfliction/probing.py", "coordination/consulting.py"),
    *(f"coordination/deconfliction/matching/{name}.py" for name in ("measuring", "proposing", "walls")),
    *("operation/access/context.py", "operation/access/database.py", "operation/audit/anchors.py"),
    *("operation/audit/chain.py", "operation/audit/trail.py", "operation/audit/verification.py"),
    *("operation/cases/attachments/erasing.py", "operation/cases/erasure.py"),
    *("operation/cases/duplicates/selectors.py", "operation/cases/links/walls.py"),
    *("operation/cases/search.py", "operation/cases/vault/rotation.py", "operation/people/repeating/middleware.py"),
    *("operation/jobs/health.py", "operation/oversight/selectors.py", "reporting/indicators/ledger.py"),
    *("coordination/messages/walls.py", "reporting/indicators/once.py"),
}
ASKS_ITS_OWN_SERVER = {"operation/config/launch.py", "operation/config/probe.py"}
TEMPLATES = {"Template", "from_string"}
WEAK_HASHES = {"hashlib.md5", "hashlib.sha1"}
PARSES_XML = {"xml", "lxml", "defusedxml"}
SQL_FROM_TEXT = {"RawSQL", "extra", "raw"}
MARKS_AS_SAFE = {"operation/templatetags/look.py", "operation/people/adapters.py"}
CIPHER_MODES = {"ECB", "CBC", "CTR", "CFB", "OFB", "PKCS1v15", "ARC4", "TripleDES", "Blowfish"}


@cache
def trees() -> dict[str, ast.Module]:
    files = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    names = {str(path.relative_to(ROOT)): path for path in files}
    return {name: ast.parse(path.read_text()) for name, path in names.items() if not any(a in name for a in ASIDE)}


def dotted(node: ast.expr) -> str:
    """`subprocess.run` of such an expression; of others their last name."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield file, dotted(node.func), node


def imports() -> Iterator[tuple[str, str]]:
    """Modules by their full names, and by the names of what is taken from them."""
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((file, one.name) for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield file, node.module
                yield from ((file, f"{node.module}.{one.name}") for one in node.names)


def imported(modules: set[str]) -> set[str]:
    return {file for file, name in imports() if name in modules or any(name.startswith(f"{one}.") for one in modules)}


def called(names: set[str]) -> set[str]:
    return {file for file, name, _call in calls() if name in names or name.rpartition(".")[2] in names}


def test_the_source_is_read() -> None:
    assert len(trees()) > 150
    assert "operation/access/scope.py" in trees()


def test_text_is_never_run() -> None:
    found = {file for file, name, _call in calls() if name in RUNS_TEXT}
    assert found == set()


def test_no_shell_is_called() -> None:
    assert called(SHELLS) == set()
    for file, _name, call in calls():
        shells = [word for word in call.keywords if word.arg == "shell"]
        assert all(isinstance(word.value, ast.Constant) and not word.value.value for word in shells), file


def test_no_object_is_read_from_outside() -> None:
    assert imported(READS_OBJECTS) == set()


def test_no_xml_is_read() -> None:
    assert imported(PARSES_XML) == set()


def test_nothing_speaks_to_other_services() -> None:
    assert imported(SPEAKS) <= ASKS_ITS_OWN_SERVER


def test_what_cannot_be_guessed_is_made_by_the_secure_generator() -> None:
    assert imported({"random"}) == set()


@pytest.mark.parametrize("name", sorted(WEAK_HASHES))
def test_no_weak_hash_is_made(name: str) -> None:
    assert {file for file, called_name, _call in calls() if called_name == name} == set()


def test_no_weak_cipher_is_named() -> None:
    named = {file for file, name in imports() if name.rpartition(".")[2] in CIPHER_MODES}
    assert named | called(CIPHER_MODES) == set()


def test_approved_ciphers_of_the_library_alone_are_used() -> None:
    """AES-GCM and Ed25519, ECDSA for the certificate of the demonstration: neither another cipher or mode, nor the
    parts of which one could make one's own."""
    found = {name for _file, name in imports() if name.partition(".")[0] in ENCRYPTS - SIGNS_FILES}
    assert found == CIPHERS


def test_digests_are_sha_256_alone() -> None:
    """`file_digest` is asked for by name: for that one."""
    named = {name.removeprefix("hashlib.") for _file, name, _call in calls() if name.startswith("hashlib.")}
    taken = {name.removeprefix("hashlib.") for _file, name in imports() if name.startswith("hashlib.")}
    assert named | taken == DIGESTS
    asked = [call.args[1] for _file, name, call in calls() if name == "hashlib.file_digest"]
    assert {one.value for one in asked if isinstance(one, ast.Constant)} == {"sha256"}


def test_processes_are_started_in_few_places() -> None:
    assert {file for file in imported({"subprocess"}) if not file.startswith(LAUNCHER)} == LAUNCHES


def test_queries_are_written_by_hand_in_few_places() -> None:
    assert written_queries() == WRITES_QUERIES


def written_queries() -> set[str]:
    return {file for file, name, _call in calls() if name.rpartition(".")[2] in ("execute", "executemany")}


def test_no_template_is_made_of_text() -> None:
    assert called(TEMPLATES) == set()


def test_no_query_is_made_of_text() -> None:
    assert called(SQL_FROM_TEXT) == set()


def test_what_is_marked_as_safe_is_ours() -> None:
    assert imported({"django.utils.safestring.mark_safe"}) <= MARKS_AS_SAFE

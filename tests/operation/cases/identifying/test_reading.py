"""Identifiers are read as their country writes them, in any script; a check warns, and no text is too strange."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.identifying.kinds import Bearer, Check, Finding, IdentifierKind
from operation.cases.identifying.letters import search_key
from operation.cases.identifying.reading import read
from operation.kernel.dates import Calendar, parse

COUNTRIES = ("", "KH", "CN", "LA", "MM", "TH", "VN", "US")
MAN, WOMAN = Bearer("male", parse("1990-03-07")), Bearer("female", parse("1990-03-07"))
PASSPORT_ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD_ZONE = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"

RIGHT = [
    ("phone", "081 234 5678", "TH", "+66812345678"),
    ("phone", "๐๘๑-๒๓๔-๕๖๗๘", "TH", "+66812345678"),
    ("phone", "+๖๖ ๘๑ ๒๓๔ ๕๖๗๘", "", "+66812345678"),
    ("phone", "០១២ ៣៤៥ ៦៧៨", "KH", "+85512345678"),
    ("phone", "0086 138 0013 8000", "TH", "+8613800138000"),
    ("phone", "၀၉ ၄၂၁ ၁၂၃ ၄၅၆", "MM", "+959421123456"),
    ("imei", "49-015420-323751-8", "", "490154203237518"),
    ("iccid", "8966 0312 3456 7890 126", "", "8966031234567890126"),
    ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    ("wallet", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
    ("wallet", "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    (
        "wallet",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ),
    (
        "wallet",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    ),
    ("wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
    ("account", "6222 0212 3456 7890 128", "CN", "6222021234567890128"),
    ("account", "GB82 WEST 1234 5698 7654 32", "GB", "GB82WEST12345698765432"),
    ("vin", "1M8GDM9AXKP042788", "", "1M8GDM9AXKP042788"),
    ("national_id", "11010519491231002x", "CN", "11010519491231002X"),
    ("national_id", "1-1017-02032-45-8", "TH", "1101702032458"),
    ("national_id", "001 090 012345", "VN", "001090012345"),
    ("passport", PASSPORT_ZONE, "", "L898902C3"),
    ("passport", CARD_ZONE, "", "D23145890"),
]
WRONG = [
    ("phone", "081 234", "TH", "+66081234", Finding.PLAN),
    ("phone", "081 234 5678", "", "0812345678", Finding.FORM),
    ("phone", "call me", "TH", "CALLME", Finding.FORM),
    ("imei", "490154203237519", "", "490154203237519", Finding.DIGIT),
    ("imei", "4901542", "", "4901542", Finding.LENGTH),
    ("iccid", "8966031234567890127", "", "8966031234567890127", Finding.DIGIT),
    ("iccid", "12345", "", "12345", Finding.FORM),
    ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", Finding.DIGIT),
    (
        "wallet",
        "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        Finding.DIGIT,
    ),
    ("wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", Finding.DIGIT),
    ("account", "6222021234567890120", "CN", "6222021234567890120", Finding.DIGIT),
    ("vin", "1M8GDM9A1KP042788", "", "1M8GDM9A1KP042788", Finding.DIGIT),
    ("vin", "1M8GDM9AXKP04278O", "", "1M8GDM9AXKP04278O", Finding.FORM),
    ("vin", "1M8GDM9AX", "", "1M8GDM9AX", Finding.LENGTH),
    ("email", "boss at mail", "", "bossatmail", Finding.FORM),
    ("domain", "no dots", "", "nodots", Finding.FORM),
    ("national_id", "110105194912310021", "CN", "110105194912310021", Finding.DIGIT),
    ("national_id", "11010519491231", "CN", "11010519491231", Finding.LENGTH),
    ("national_id", "999 090 012345", "VN", "999090012345", Finding.PLACE),
    ("national_id", "00109001234", "VN", "00109001234", Finding.LENGTH),
    ("national_id", "1234567", "KH", "1234567", Finding.LENGTH),
    ("national_id", "15/MaGaTa(N)123456", "MM", "15/MAGATA(N)123456", Finding.PLACE),
    ("national_id", "MaGaTa 123456", "MM", "MAGATA123456", Finding.FORM),
    ("passport", PASSPORT_ZONE.replace("7408122F", "7408123F"), "", "L898902C3", Finding.DIGIT),
    ("passport", "A1<", "", "A1<", Finding.LENGTH),
    ("passport", "123", "", "123", Finding.FORM),
    ("plate", "--", "", "--", Finding.FORM),
]
KEPT = [
    ("imei", "35-209900-176148", "", "35209900176148"),
    ("iccid", "89860012345678901234", "CN", "89860012345678901234"),
    ("wallet", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
    ("wallet", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"),
    ("account", "123-4-56789-0", "TH", "1234567890"),
    ("account", "6222021234567890120", "TH", "6222021234567890120"),
    ("plate", "๑กข ๑๒๓๔", "TH", "1กข1234"),
    ("plate", "粤Ｂ·12345", "CN", "粤B12345"),
    ("serial", "ak 47-0815", "", "AK470815"),
    ("case", "อ. 12/๒๕๖๗", "TH", "อ12/2567"),
    ("handle", " @Boss_White ", "", "boss_white"),
    ("email", "Boss@Example.COM", "", "boss@example.com"),
    ("domain", "hxxps://WWW.Bait[.]example/Login/?id=1#top", "", "bait.example/Login"),
    ("domain", "https://正当.example", "", "xn--u2t81y.example"),
    ("domain", "203.0.113.7", "", "203.0.113.7"),
    ("vin", "WVWZZZ1JZ3W386752", "", "WVWZZZ1JZ3W386752"),
    ("national_id", "123 456 789", "VN", "123456789"),
    ("national_id", "១២៣ ៤៥៦ ៧៨៩", "KH", "123456789"),
    ("national_id", "ເລກທີ 12-34", "LA", "ເລກທີ1234"),
    ("national_id", "12/MaGaTa(N)123456", "MM", "12/MAGATA(N)123456"),
    ("national_id", "၁၂/မဂတ(နိုင်)၁၂၃၄၅၆", "MM", "12/MAGATA(N)123456"),
    ("national_id", "12/OuKaMa (Naing) 123456", "MM", "12/UKAMA(N)123456"),
    ("national_id", "၁၂/ဥကမ(နိုင်)၁၂၃၄၅၆", "MM", "12/UKAMA(N)123456"),
    ("passport", "ab 123 4567", "", "AB1234567"),
    ("document", "No. 12-34", "", "NO1234"),
]


@pytest.mark.parametrize(("kind", "text", "country", "normalised"), RIGHT)
def test_what_is_right_passes(kind: str, text: str, country: str, normalised: str) -> None:
    found = read(kind, text, country)
    assert (found.normalised, found.check, found.finding) == (normalised, Check.PASS, None)


@pytest.mark.parametrize(("kind", "text", "country", "normalised", "finding"), WRONG)
def test_what_is_wrong_is_kept_and_says_why(
    kind: str, text: str, country: str, normalised: str, finding: Finding
) -> None:
    found = read(kind, text, country)
    assert (found.normalised, found.check, found.finding) == (normalised, Check.FAIL, finding)


@pytest.mark.parametrize(("kind", "text", "country", "normalised"), KEPT)
def test_what_has_no_check_is_compared_in_one_form(kind: str, text: str, country: str, normalised: str) -> None:
    found = read(kind, text, country)
    assert (found.normalised, found.check, found.finding) == (normalised, Check.NOT_CHECKABLE, None)


@pytest.mark.parametrize(
    ("text", "country", "bearer", "finding"),
    [
        ("001090012345", "VN", MAN, None),
        ("001190012345", "VN", MAN, Finding.SEX),
        ("001190012345", "VN", WOMAN, None),
        ("001091012345", "VN", MAN, Finding.BORN),
        ("001290012345", "VN", MAN, Finding.BORN),
        ("11010519491231002X", "CN", Bearer("female", parse("1949-12-31")), None),
        ("11010519491231002X", "CN", Bearer("male"), Finding.SEX),
        ("11010519491231002X", "CN", Bearer("unknown", parse("1949-12-30")), Finding.BORN),
        ("11010519491231002X", "CN", Bearer("unknown", parse("1949")), None),
        ("11010519491231002X", "CN", Bearer("unknown", parse("2492-12", Calendar.BUDDHIST)), None),
        ("11010519491231002X", "CN", Bearer("unknown", parse("1949-11")), Finding.BORN),
        ("11010519491231002X", "CN", Bearer("unknown", parse("2491", Calendar.BUDDHIST)), Finding.BORN),
        ("001090012345", "VN", Bearer("male", parse("1990")), None),
        ("001090012345", "VN", Bearer("male", parse("1991-03")), Finding.BORN),
        ("1101702032458", "TH", MAN, None),
    ],
)
def test_a_number_is_compared_with_its_bearer(text: str, country: str, bearer: Bearer, finding: Finding | None) -> None:
    assert read("national_id", text, country, bearer).finding == finding


def test_a_passport_is_compared_with_its_bearer() -> None:
    born, year = parse("1974-08-12"), parse("2517", Calendar.BUDDHIST)
    assert read("passport", PASSPORT_ZONE, "", Bearer("female", born)).check == Check.PASS
    assert read("passport", PASSPORT_ZONE, "", Bearer("female", year)).check == Check.PASS
    assert read("passport", PASSPORT_ZONE, "", Bearer("female", parse("1975"))).finding == Finding.BORN
    assert read("passport", PASSPORT_ZONE, "", Bearer("male", born)).finding == Finding.SEX
    assert read("passport", PASSPORT_ZONE, "", Bearer("female", parse("1974-08-13"))).finding == Finding.BORN


@given(st.sampled_from(IdentifierKind.values), st.text(min_size=1, max_size=160), st.sampled_from(COUNTRIES))
def test_any_text_is_read_and_reading_it_again_changes_nothing(kind: str, text: str, country: str) -> None:
    found = read(kind, text, country, MAN)
    again = read(kind, found.normalised, country, MAN)
    assert again.normalised == found.normalised
    assert (found.finding is not None) == (found.check == Check.FAIL)


@given(
    st.sampled_from(IdentifierKind.values),
    st.text("0123456789ABCXabcx<>/()+.@- ", min_size=1),
    st.sampled_from(COUNTRIES),
)
def test_any_number_is_read_and_reading_it_again_changes_nothing(kind: str, text: str, country: str) -> None:
    found = read(kind, text, country)
    assert read(kind, found.normalised, country).normalised == found.normalised


@given(st.from_regex(r"\A\d{6,15}\Z"), st.sampled_from(["๐", "០", "໐", "၀", "０"]), st.sampled_from(COUNTRIES))
def test_digits_of_every_script_are_the_same(number: str, zero: str, country: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in number)
    for kind in ("phone", "account", "national_id", "imei"):
        assert read(kind, written, country) == read(kind, number, country)


@given(st.text())
def test_a_search_key_is_one_of_its_own(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)

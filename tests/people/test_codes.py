"""One-time codes and recovery codes: the rule alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.people.rules import codes
from tests.cast import NOON, SECRET

# RFC 6238, appendix B, shortened to six digits: the secret is "12345678901234567890".
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_of_the_standard_are_right(seconds, code):
    now = datetime.fromtimestamp(seconds, UTC)
    assert codes.find_step(RFC_SECRET, code, 0, now) == seconds // 30


@pytest.mark.parametrize(
    ("seconds", "is_right"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)]
)
def test_a_clock_may_be_wrong_by_half_a_minute(seconds, is_right):
    code = pyotp.TOTP(RFC_SECRET).at(NOON + timedelta(seconds=seconds))
    assert (codes.find_step(RFC_SECRET, code, 0, NOON) is not None) == is_right


def test_a_code_is_good_once_and_so_is_none_before_it():
    code = pyotp.TOTP(RFC_SECRET).at(NOON)
    earlier = pyotp.TOTP(RFC_SECRET).at(NOON - timedelta(seconds=30))
    step = codes.find_step(RFC_SECRET, code, 0, NOON)
    assert codes.find_step(RFC_SECRET, code, step, NOON) is None
    assert codes.find_step(RFC_SECRET, earlier, step, NOON) is None
    later = NOON + timedelta(seconds=30)
    assert codes.find_step(RFC_SECRET, pyotp.TOTP(RFC_SECRET).at(later), step, later) == step + 1


def test_the_secret_needs_both_the_key_and_the_seed():
    secret = codes.derive_secret(SECRET, "a seed")
    assert len(secret) == 32  # 160 bits in base32
    assert secret == codes.derive_secret(SECRET, "a seed")
    assert secret != codes.derive_secret(SECRET, "another seed")
    assert secret != codes.derive_secret(SECRET + "x", "a seed")


def test_an_app_reads_the_address_and_the_school():
    link = codes.make_enrollment_link(RFC_SECRET, "ana@school.example", "NMT School")
    parsed = pyotp.parse_uri(link)
    assert (parsed.name, parsed.issuer, parsed.secret) == (
        "ana@school.example",
        "NMT School",
        RFC_SECRET,
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" 287 082\n", "287082"),
        ("abcd-efgh", "ABCDEFGH"),
        ("", ""),
        ("２８７０８２", ""),
        ("é", ""),
    ],
)
def test_blanks_dashes_and_small_letters_do_not_matter(typed, code):
    assert codes.normalize_code(typed) == code


@given(st.text(max_size=80))
def test_whatever_is_typed_is_judged_without_an_error(typed):
    code = codes.normalize_code(typed)
    assert codes.find_step(RFC_SECRET, code, 2**31, NOON) is None
    assert codes.is_recovery_code(code) in (True, False)


def test_a_recovery_code_is_told_from_a_code_of_an_app():
    assert codes.is_recovery_code("A2" * 12)
    assert not codes.is_recovery_code("A1" * 12)
    assert not codes.is_recovery_code("287082")
    assert codes.group_letters("ABCDEFGHIJ") == "ABCD-EFGH-IJ"
    # NIST SP 800-63B, 5.1.2.2: a plain hash will do for 112 bits and more.
    assert 32**codes.RECOVERY_LENGTH >= 2**112
    assert len(set(codes.RECOVERY_ALPHABET)) == 32

"""Who is asking: from an account's row to an identity."""

from __future__ import annotations

import pytest

from school.core.identity import identity_of


def test_an_account_becomes_an_identity_with_its_role():
    ana = identity_of(1, "Ana Reyes", "ana@school.example", "student", "hash")
    assert (ana.id, ana.role, ana.sign_in, ana.signed_in) == (1, "student", "hash", True)


@pytest.mark.parametrize("role", ["", "Student", "owner"])
def test_a_role_that_the_school_does_not_know_is_refused(role):
    with pytest.raises(ValueError, match="there is no role"):
        identity_of(1, "Ana Reyes", "ana@school.example", role)

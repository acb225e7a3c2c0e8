"""Wrong lines about people: addresses, names, passwords, tries, sign-ins, links."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

EMAILS = "school/people/rules/emails.py"
NAMES = "school/people/rules/names.py"
PASSWORDS = "school/people/rules/passwords.py"
SIGN_INS = "school/people/rules/sign_ins.py"
TRIES = "school/people/service/tries.py"
SIGN_IN = "school/people/service/sign_in.py"
TICKETS = "school/people/service/tickets.py"
RULES = ("tests/people/test_rules.py",)
SIGN_IN_TESTS = "tests/people/test_service_sign_in.py"  # slow: name the one that notices
ACCOUNTS = ("tests/people/test_service_accounts.py",)

MUTANTS = (
    # Addresses and names
    Mutant(
        "emails-case-matters",
        EMAILS,
        "return typed.strip().lower()",
        "return typed.strip()",
        RULES,
    ),
    Mutant(
        "emails-of-any-length",
        EMAILS,
        "if len(address) > LONGEST:",
        "if not address:",
        RULES,
    ),
    Mutant(
        "emails-a-local-part-of-any-length",
        EMAILS,
        "return match is not None and len(match[1]) <= LONGEST_LOCAL",
        "return match is not None",
        RULES,
    ),
    Mutant(
        "emails-a-line-feed-at-the-end",
        EMAILS,
        "_ADDRESS.fullmatch(address)",
        "_ADDRESS.match(address)",
        RULES,
    ),
    Mutant(
        "names-the-longest-is-too-long",
        NAMES,
        "if len(name) > LONGEST:",
        "if len(name) >= LONGEST:",
        RULES,
    ),
    Mutant(
        "names-turn-round",
        NAMES,
        'UNPRINTABLE = ("Cc", "Cf", "Cs", "Co")',
        'UNPRINTABLE = ("Cc", "Cs", "Co")',
        RULES,
    ),
    Mutant(
        "names-of-signs-only",
        NAMES,
        "if not any(character.isalpha() for character in name):",
        "if not name:",
        RULES,
    ),
    Mutant(
        "names-a-first-name-is-a-particle",
        NAMES,
        "while start > 1 and",
        "while start > 0 and",
        RULES,
    ),
    Mutant(
        "names-particles-come-last",
        NAMES,
        "        start -= 1\n",
        "        break\n",
        RULES,
    ),
    Mutant(
        "names-sorted-under-jr",
        NAMES,
        "for word in fold_text(name).split() if word not in SUFFIXES]",
        "for word in fold_text(name).split()]",
        RULES,
    ),
    Mutant(
        "names-accents-matter",
        NAMES,
        'not in ("Mn", "Cc")',
        'not in ("Cc",)',
        RULES,
    ),
    # Passwords
    Mutant(
        "passwords-eleven-signs",
        PASSWORDS,
        "SHORTEST = 12",
        "SHORTEST = 11",
        RULES,
    ),
    Mutant(
        "passwords-twelve-are-too-few",
        PASSWORDS,
        "if len(password) < SHORTEST:",
        "if len(password) <= SHORTEST:",
        RULES,
    ),
    Mutant(
        "passwords-the-longest-is-too-long",
        PASSWORDS,
        "if len(password) > LONGEST:",
        "if len(password) >= LONGEST:",
        RULES,
    ),
    Mutant(
        "passwords-another-keyboard",
        PASSWORDS,
        'return unicodedata.normalize("NFKC", typed)',
        "return typed",
        RULES,
    ),
    Mutant(
        "passwords-runs-pass",
        PASSWORDS,
        "if plain in COMMON or _is_run(plain):",
        "if plain in COMMON:",
        RULES,
    ),
    Mutant(
        "passwords-runs-backwards-pass",
        PASSWORDS,
        "(*_ROWS, *(row[::-1] for row in _ROWS))",
        "_ROWS",
        RULES,
    ),
    Mutant(
        "passwords-repeated-pieces-pass",
        PASSWORDS,
        "if len(_find_repeated_piece(plain)) <= LONGEST_PIECE:",
        "if not plain:",
        RULES,
    ),
    Mutant(
        "passwords-letters-as-digits-pass",
        PASSWORDS,
        "_keep_letters(middle.translate(_LEET))]",
        "_keep_letters(middle)]",
        RULES,
    ),
    Mutant(
        "passwords-one-s-own-name-passes",
        PASSWORDS,
        "if _is_personal(password, email, name):",
        "if _is_personal(password, email, email):",
        RULES,
    ),
    Mutant(
        "passwords-one-s-own-address-passes",
        PASSWORDS,
        "if _is_personal(password, email, name):",
        "if _is_personal(password, name, name):",
        RULES,
    ),
    Mutant(
        "passwords-a-name-among-words-is-refused",
        PASSWORDS,
        "LEAST_OF_ITS_OWN = 6",
        "LEAST_OF_ITS_OWN = 60",
        RULES,
    ),
    # How often one may try, and for how long one is in
    Mutant(
        "sign-ins-lifetimes-swapped",
        SIGN_INS,
        'STUDENT_LIFETIME if role == "student" else STAFF_LIFETIME',
        'STAFF_LIFETIME if role == "student" else STUDENT_LIFETIME',
        RULES,
    ),
    Mutant(
        "sign-ins-the-tenth-try-is-refused",
        SIGN_INS,
        "if tries.by_pair > PAIR_LIMIT or",
        "if tries.by_pair >= PAIR_LIMIT or",
        RULES,
    ),
    Mutant(
        "sign-ins-a-network-tries-for-ever",
        SIGN_INS,
        " or tries.by_network > NETWORK_LIMIT:",
        ":",
        RULES,
    ),
    Mutant(
        "sign-ins-strangers-lock-the-owner-out",
        SIGN_INS,
        "return tries.known_network or tries.by_account",
        "return tries.by_account",
        RULES,
    ),
    Mutant(
        "sign-ins-the-fiftieth-is-refused",
        SIGN_INS,
        "tries.by_account <= ACCOUNT_LIMIT",
        "tries.by_account < ACCOUNT_LIMIT",
        RULES,
    ),
    Mutant(
        "sign-ins-a-household-is-one-address",
        SIGN_INS,
        "int(parsed) >> 64 << 64, 64",
        "int(parsed), 128",
        RULES,
    ),
    Mutant(
        "sign-ins-every-mapped-address-is-one-network",
        SIGN_INS,
        "if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:",
        "if isinstance(parsed, IPv6Address):",
        RULES,
    ),
    Mutant(
        "tries-of-all-networks-as-one",
        TRIES,
        "FailedSignIn.account == account, FailedSignIn.network == network, since >",
        "FailedSignIn.account == account, since >",
        (f"{SIGN_IN_TESTS}::test_the_eleventh_try_from_one_network_is_refused_unseen",),
    ),
    Mutant(
        "tries-of-other-accounts-count",
        TRIES,
        "of_account = _count_tries_where(FailedSignIn.account == account, since",
        "of_account = _count_tries_where(since",
        (f"{SIGN_IN_TESTS}::test_a_network_that_tries_many_accounts_is_refused",),
    ),
    Mutant(
        "tries-a-network-is-known-for-ever",
        TRIES,
        "        .where(KnownNetwork.last_at > now - sign_ins.KNOWN_FOR)\n",
        "",
        (f"{SIGN_IN_TESTS}::test_a_network_is_known_for_thirty_days",),
    ),
    Mutant(
        "tries-a-mailbox-is-flooded",
        TRIES,
        "return of_account < sign_ins.MAIL_ACCOUNT_LIMIT",
        "return of_account <= sign_ins.MAIL_ACCOUNT_LIMIT",
        (f"{SIGN_IN_TESTS}::test_a_mailbox_is_not_flooded",),
    ),
    Mutant(
        "sign-in-the-hash-is-the-cookie",
        SIGN_IN,
        "id_hash=hash_secret(cookie),",
        "id_hash=cookie,",
        (f"{SIGN_IN_TESTS}::test_a_sign_in_is_a_random_cookie_of_which_only_the_hash_is_kept",),
    ),
    Mutant(
        "sign-in-never-ends",
        SIGN_IN,
        '        _SIGN_IN.expires_at > bindparam("now"),\n',
        "",
        (f"{SIGN_IN_TESTS}::test_the_cookie_says_who_reads_until_it_ends",),
    ),
    Mutant(
        "sign-in-a-disabled-account-reads-on",
        SIGN_IN,
        "        _PERSON.disabled_at.is_(None),\n",
        "",
        (f"{SIGN_IN_TESTS}::test_disabling_takes_the_rows_away_and_a_row_alone_would_not_do",),
    ),
    Mutant(
        "sign-in-a-right-try-counts",
        SIGN_IN,
        "    forget_try(session, proven.try_id)\n",
        "",
        (f"{SIGN_IN_TESTS}::test_a_right_password_is_not_counted",),
    ),
    Mutant(
        "tickets-open-twice",
        TICKETS,
        ".where(Ticket.used_at.is_(None), Ticket.expires_at > now, Person.disabled_at.is_(None))",
        ".where(Ticket.expires_at > now, Person.disabled_at.is_(None))",
        ACCOUNTS,
    ),
    Mutant(
        "tickets-open-for-ever",
        TICKETS,
        ".where(Ticket.used_at.is_(None), Ticket.expires_at > now, Person.disabled_at.is_(None))",
        ".where(Ticket.used_at.is_(None), Person.disabled_at.is_(None))",
        ACCOUNTS,
    ),
    Mutant(
        "tickets-of-any-kind",
        TICKETS,
        ".where(Ticket.secret_hash == hash_secret(secret), Ticket.kind == kind)",
        ".where(Ticket.secret_hash == hash_secret(secret))",
        ACCOUNTS,
    ),
)

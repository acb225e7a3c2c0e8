"""Wrong lines about people: addresses, names, passwords, tries, sign-ins, links."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

EMAILS = "school/people/rules/emails.py"
NAMES = "school/people/rules/names.py"
PASSWORDS = "school/people/rules/passwords.py"
SIGN_INS = "school/people/rules/sign_ins.py"
TRIES = "school/people/service/tries.py"
SIGN_IN = "school/people/service/sign_in.py"
PROVING = "school/people/service/proving.py"
NETWORKS = "school/core/networks.py"
DEVICES = "school/people/service/devices.py"
MAIL_REQUESTS = "school/people/service/mail_requests.py"
CODES = "school/people/rules/codes.py"
SECOND_FACTOR = "school/people/service/second_factor.py"
CODE_STEP = "school/people/service/code_step.py"
TICKETS = "school/people/service/tickets.py"
RULES = ("tests/people/test_rules.py",)
THROTTLING_RULES = ("tests/people/test_throttling_rules.py",)
CODES_TESTS = ("tests/people/test_codes.py",)
FACTOR_PAGES = "tests/people/test_second_factor_views.py"
FACTOR_TESTS = "tests/people/test_second_factor.py"
THROTTLING = "tests/people/test_throttling.py"
SIGN_IN_TESTS = "tests/people/test_service_sign_in.py"  # slow: name the one that notices
ACCOUNTS = ("tests/people/test_service_accounts.py",)

MUTANTS = (
    # Addresses and names
    Mutant(
        "emails-case-matters",
        EMAILS,
        "visible).strip().lower()",
        "visible).strip()",
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
        'UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn")',
        'UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")',
        RULES,
    ),
    Mutant(
        "names-of-signs-only",
        NAMES,
        "if not any(sign.isalpha() and sign not in EMPTY_LOOKING for sign in name):",
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
        "for word in folded.split() if word not in SUFFIXES]",
        "for word in folded.split()]",
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
        "if plain in COMMON or plain in FREQUENT or _is_run(plain):",
        "if plain in COMMON or plain in FREQUENT:",
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
        "passwords-leaked-ones-pass",
        PASSWORDS,
        "if plain in COMMON or plain in FREQUENT or _is_run(plain):",
        "if plain in COMMON or _is_run(plain):",
        RULES,
    ),
    Mutant(
        "passwords-a-word-with-a-year-passes",
        PASSWORDS,
        "any(word in STEMS or word in FREQUENT for",
        "any(word in STEMS for",
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
        "sign-ins-strangers-use-up-an-owner-s-tries",
        SIGN_INS,
        "    if tries.knows_device:\n",
        "    if False:\n",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-a-device-tries-for-ever",
        SIGN_INS,
        "return _find_longest_wait(tries.by_device, DEVICE_LIMITS, now)",
        "return None",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-a-wait-ends-too-late",
        SIGN_INS,
        "wait = times[limit.tries - 1] + limit.within - now",
        "wait = times[0] + limit.within - now",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-one-try-too-many",
        SIGN_INS,
        "if len(times) < limit.tries:",
        "if len(times) <= limit.tries:",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-a-network-floods-the-school",
        SIGN_INS,
        "_find_longest_wait(tries.by_network, (FLOOD_LIMIT,), now)",
        "None",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-a-busy-network-guesses-on",
        SIGN_INS,
        "BUSY_PAIR_LIMITS if is_busy else PAIR_LIMITS",
        "PAIR_LIMITS",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-a-busy-network-is-closed",
        SIGN_INS,
        "FLOOD_LIMIT = Limit(240, timedelta(minutes=1))",
        "FLOOD_LIMIT = Limit(100, timedelta(minutes=15))",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-strangers-elsewhere-lock-a-known-network",
        SIGN_INS,
        "if not tries.knows_network:",
        "if True:",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-a-mailbox-waits-without-a-link",
        SIGN_INS,
        "MAILBOX_LIMIT = Limit(2, timedelta(minutes=30))",
        "MAILBOX_LIMIT = Limit(4, timedelta(hours=1))",
        THROTTLING_RULES,
    ),
    Mutant(
        "sign-ins-a-household-is-one-address",
        NETWORKS,
        "int(parsed) >> 64 << 64, 64",
        "int(parsed), 128",
        RULES,
    ),
    Mutant(
        "sign-ins-every-mapped-address-is-one-network",
        NETWORKS,
        "if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:",
        "if isinstance(parsed, IPv6Address):",
        RULES,
    ),
    Mutant(
        "tries-of-all-networks-as-one",
        TRIES,
        "by_pair=read_times(for_account, _is_from_network(target)),",
        "by_pair=read_times(for_account, by_stranger),",
        (f"{THROTTLING}::test_the_eleventh_try_from_one_network_is_refused_unseen",),
    ),
    Mutant(
        "tries-of-other-accounts-count",
        TRIES,
        "by_account=read_times(for_account, by_stranger),",
        "by_account=read_times(by_stranger),",
        (f"{THROTTLING}::test_a_hundred_wrong_tries_leave_a_class_able_to_sign_in",),
    ),
    Mutant(
        "tries-of-known-devices-count-for-strangers",
        TRIES,
        "device_hash=target.device_hash if is_known else None,",
        "device_hash=None,",
        (f"{THROTTLING}::test_a_known_device_answers_for_its_own_tries",),
    ),
    Mutant(
        "tries-a-right-password-forgets-strangers-too",
        TRIES,
        "own = (FailedSignIn.account == target.account) & same_place",
        "own = FailedSignIn.account == target.account",
        (f"{THROTTLING}::test_a_right_password_is_not_counted_and_forgets_the_slips_before_it",),
    ),
    Mutant(
        "devices-a-network-is-known-for-ever",
        DEVICES,
        "        KnownNetwork.last_at > now - NETWORK_KNOWN_FOR,\n",
        "",
        (f"{THROTTLING}::test_a_network_is_known_for_thirty_days",),
    ),
    Mutant(
        "devices-are-known-to-everybody",
        DEVICES,
        "        KnownDevice.person_id == person_id,\n",
        "",
        (f"{THROTTLING}::test_a_device_is_known_to_those_who_signed_in_there_alone",),
    ),
    Mutant(
        "devices-a-stranger-chooses-the-cookie",
        DEVICES,
        "if not _is_ours(session, browser.device_hash):",
        "if not cookie:",
        (f"{THROTTLING}::test_a_cookie_that_a_stranger_chose_is_replaced",),
    ),
    Mutant(
        "accounts-a-new-password-leaves-devices-known",
        "school/people/service/accounts.py",
        "    forget_devices(session, who.id)\n",
        "",
        (f"{THROTTLING}::test_a_new_password_makes_every_other_device_unknown",),
    ),
    Mutant(
        "recovery-a-reset-leaves-the-wait",
        "school/people/service/recovery.py",
        "    forget_tries_for(session, email)\n",
        "",
        (f"{THROTTLING}::test_a_reset_by_mail_lifts_every_wait_and_makes_its_device_known",),
    ),
    Mutant(
        "mail-requests-of-all-kinds-as-one",
        MAIL_REQUESTS,
        'f"{purpose} {normalize_email(email)}"',
        "normalize_email(email)",
        (f"{THROTTLING}::test_nobody_can_use_up_the_links_that_reset_a_password",),
    ),
    Mutant(
        "mail-requests-a-network-is-refused-a-reset",
        MAIL_REQUESTS,
        'if purpose != "password":',
        "if True:",
        (f"{THROTTLING}::test_a_network_is_never_refused_a_link_to_choose_a_password",),
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
        "sign-in-what-nobody-uses-goes-on",
        SIGN_IN,
        "if row is None or is_idle(row.last_seen_at, idle_limit, now):",
        "if row is None:",
        (f"{SIGN_IN_TESTS}::test_what_staff_do_not_use_ends_and_what_they_use_goes_on",),
    ),
    Mutant(
        "sign-ins-each-request-writes",
        SIGN_INS,
        "return now - last_seen_at >= min(SEEN_EVERY, limit / 4)",
        "return True",
        RULES,
    ),
    Mutant(
        "sign-ins-idle-a-moment-too-long",
        SIGN_INS,
        "now - last_seen_at >= limit\n",
        "now - last_seen_at > limit\n",
        RULES,
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
        PROVING,
        "    forget_try(session, proven.try_id)\n    forget_own_tries(session, proven.target)\n",
        "",
        (f"{THROTTLING}::test_a_right_password_is_not_counted_and_forgets_the_slips_before_it",),
    ),
    Mutant(
        "codes-are-good-twice",
        CODES,
        "if is_same and step > last_step:",
        "if is_same:",
        CODES_TESTS,
    ),
    Mutant(
        "codes-of-yesterday-are-good",
        CODES,
        "SLACK_STEPS = 1",
        "SLACK_STEPS = 3",
        CODES_TESTS,
    ),
    Mutant(
        "codes-the-database-knows-the-secret",
        CODES,
        "hmac.new(key.encode(), message, hashlib.sha256)",
        'hmac.new(b"key", message, hashlib.sha256)',
        CODES_TESTS,
    ),
    Mutant(
        "second-factor-a-recovery-code-is-good-twice",
        SECOND_FACTOR,
        "        & RecoveryCode.used_at.is_(None)\n    )\n    using",
        "    )\n    using",
        (f"{FACTOR_TESTS}::test_a_recovery_code_signs_in_once_however_it_is_typed",),
    ),
    Mutant(
        "second-factor-anybody-s-recovery-code-is-good",
        SECOND_FACTOR,
        "        & (RecoveryCode.person_id == person_id)\n",
        "",
        (f"{FACTOR_TESTS}::test_a_code_of_somebody_else_is_wrong",),
    ),
    Mutant(
        "second-factor-counts-before-it-is-confirmed",
        SECOND_FACTOR,
        "SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_not(None)",
        "SecondFactor.person_id == person_id",
        (f"{FACTOR_TESTS}::test_it_is_off_until_a_code_has_shown_that_the_app_works",),
    ),
    Mutant(
        "code-step-wrong-codes-are-not-counted",
        CODE_STEP,
        "    note_try(session, target, now)\n",
        "",
        (f"{FACTOR_TESTS}::test_wrong_codes_are_counted_and_a_recovery_code_stays_open",),
    ),
    Mutant(
        "code-step-a-recovery-code-waits",
        CODE_STEP,
        "if wait is not None and not is_recovery_code(normalize_code(typed)):",
        "if wait is not None:",
        (f"{FACTOR_TESTS}::test_wrong_codes_are_counted_and_a_recovery_code_stays_open",),
    ),
    Mutant(
        "sign-in-the-password-alone-is-enough",
        SIGN_IN,
        "if has_second_factor(session, who.id):",
        "if False:",
        (f"{FACTOR_TESTS}::test_with_one_the_password_signs_nobody_in",),
    ),
    Mutant(
        "sign-in-a-new-password-leaves-waiting-sign-ins",
        SIGN_IN,
        "    end_pending(session, person_id)\n",
        "",
        (f"{FACTOR_TESTS}::test_what_ends_every_sign_in_ends_those_that_wait",),
    ),
    Mutant(
        "pending-waits-for-ever",
        "school/people/service/pending.py",
        ", PendingSignIn.expires_at > now)",
        ")",
        (f"{FACTOR_TESTS}::test_a_sign_in_waits_ten_minutes_for_its_code_and_once",),
    ),
    Mutant(
        "reader-staff-do-without-a-second-factor",
        "school/people/views/reader.py",
        "if not has_second_factor() and view.action not in BEFORE_SECOND_FACTOR:",
        "if False:",
        (f"{FACTOR_PAGES}::test_staff_set_one_up_before_anything_else_where_it_is_required",),
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

"""What the officer's table says about a person in a course: one name for each sentence."""

from __future__ import annotations

TAKES_NO_COURSE = "Takes no course."
CERTIFICATE_WAITS = "All parts are done. The person's file says what the certificate lacks."
CERTIFICATE_WITHDRAWN = "An entry that the certificate rests on was reversed."
CERTIFICATE = "Certificate {code}."
COURSE_RETIRED = "The course is no longer published."
PARTS_MISSING = "Enough hours, but no certificate. The person's file says what is missing."
NOT_BEGUN = "Enrolled {when}, no hours yet."
LAST_HOURS = "Last hours {when}."

TODAY = "today"
YESTERDAY = "yesterday"
DAYS_AGO = "{days} days ago"

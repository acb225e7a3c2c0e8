"""What the officer's table says of somebody's way through a course: one name a sentence."""

from __future__ import annotations

TAKES_NO_COURSE = "Takes no course."
CERTIFICATE_WAITS = "All parts are done; the file says what the certificate lacks."
CERTIFICATE_WITHDRAWN = "An entry that the certificate stands on was reversed."
CERTIFICATE = "Certificate {code}."
COURSE_RETIRED = "The course is not among those that are published now."
PARTS_MISSING = "Enough hours, yet no certificate: the file says what is missing."
NOT_BEGUN = "Enrolled {when}, no hours yet."
LAST_HOURS = "Last hours {when}."

TODAY = "today"
YESTERDAY = "yesterday"
DAYS_AGO = "{days} days ago"

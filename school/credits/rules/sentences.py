"""What readers are told about one requirement of a course: one name for each sentence."""

from __future__ import annotations

NO_CLASS_TIME = "The office has not recorded any class time yet."
NO_MINUTES = "This module is too short to carry minutes, so its quiz earns none."
TAKEN_BACK = (
    "Its minutes were taken back by a correction (entry {entry}). Ask the office what can be done."
)
PASS_THE_QUIZ = "Pass the quiz of this module to earn its minutes."
EARLIER_EDITION = (
    "An earlier edition of this module was passed, and it granted {earned} minutes. "
    "The one taught now grants {granted}. A module's minutes are earned once."
)
COUNTS_ELSEWHERE = (
    "Passed: the requirement is met. Its minutes count for {course} (entry {entry}); "
    "a module's minutes are earned once, for one course."
)
COUNTS_IN_ELECTIVES = (
    "Passed: the requirement is met. Its minutes count for {course}, in the elective book "
    "(entry {entry}); a module's minutes are earned once, for one course."
)
COUNTS_IN_CONTINUING_EDUCATION = (
    "Passed: the requirement is met. Its minutes count for {course}, in the "
    "continuing-education book (entry {entry}); a module's minutes are earned once, "
    "for one course."
)

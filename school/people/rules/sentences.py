"""The sentences that readers get about names, addresses and passwords."""

from __future__ import annotations

NO_LETTER_IN_NAME = "Write your name as it is on your license."
NAME_TOO_LONG = "A name can have at most {most} letters here."
UNPRINTABLE_NAME = "The name contains characters that can't be printed."
STACKED_MARKS = "The name has more than {most} marks on one letter. Take some of them out."
NOT_AN_ADDRESS = "This doesn't look like an email address. Write it as name@place.example."
LOCAL_PART_NOT_ASCII = (
    "We can't send mail to an address with “{sign}” before the @. Use another address of yours."
)

PASSWORD_TOO_SHORT = (
    "Use at least {least} characters; three or four words that you will remember work well."
)
PASSWORD_TOO_LONG = "Use at most {most} characters."
COMMON_PASSWORD = (
    "This is one of the first passwords that people try. Use three or four words of your own."
)
PERSONAL_PASSWORD = "This is mostly your name or address. Use three or four other words."

ADDRESS_MISSING = "Enter your email address."
NAME_MISSING = "Enter a name."
PASSWORD_MISSING = "Enter the password."
PASSWORD_WRONG = "This is not your present password."
ROLE_MISSING = "Choose a role."
CODE_MISSING = "Enter a code."
WRONG_CODE = "That code isn't right. Codes change every half minute, and each of them works once."

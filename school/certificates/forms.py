"""What an officer may type about a certificate."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from school.credits.service.awards import LONGEST_REASON, SHORTEST_REASON
from school.web.forms import SchoolForm


class ReissueForm(SchoolForm):
    """Why a certificate is issued again."""

    reason = TextAreaField("Reason", [InputRequired(), Length(SHORTEST_REASON, LONGEST_REASON)])

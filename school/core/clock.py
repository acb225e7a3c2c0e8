"""The order of what is recorded, on a machine whose clock may be set back.

Between processes, nodes and starts, what follows something that is recorded is dated no earlier
than that. Within a process the clock itself never runs backwards (school/timekeeping.py).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

log = logging.getLogger("school")

# Beyond this the clock was set. Less is how a clock is kept right, or how far apart the clocks of
# two nodes are.
JUMP = timedelta(seconds=2)


def keep_order(earliest: datetime, what: str, now: datetime) -> datetime:
    """The instant to record for `what`, which follows something that was recorded at `earliest`.

    It is `now`, unless the clock was set back in between; then it is `earliest`.
    """
    if now >= earliest:
        return now
    if earliest - now <= JUMP:
        return earliest
    facts = {"what": what, "clock": now.isoformat(), "recorded_as": earliest.isoformat()}
    log.warning("the clock is behind what is recorded", extra={"facts": facts})
    return earliest

from datetime import UTC, date, datetime

from facilitator.clock import DAY_MS
from facilitator.log.revisions import review_schedule


def test_an_entry_comes_back_after_a_quarter_half_a_year_and_each_year() -> None:
    then = date(2026, 1, 1)
    written = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)
    now, found = written, []
    for _ in range(5):
        now = review_schedule.next_review(then, now)
        found.append((now - written) // DAY_MS)

    assert found == [91, 182, 365, 730, 1095]

"""Wrong lines about cards: when they come again, how answers are rated and marked."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

SCHEDULING = "school/studying/rules/scheduling.py"
DAYS = "school/studying/rules/days.py"
RATINGS = "school/cards/rules/ratings.py"
QUEUE = "school/studying/rules/queue.py"
PROGRESS = "school/studying/rules/progress.py"
EXAMINATION = "school/studying/rules/examination.py"
PLANS = "school/studying/rules/plans.py"
LEECHES = "school/studying/rules/leeches.py"
ANSWERS = "school/cards/rules/answers.py"
CARD_MARKING = "school/cards/rules/marking.py"
ZONE_RESPONSE = "school/cards/kinds/zone/response.py"
CONFUSIONS = "school/cards/kinds/zone/confusions.py"
NAMES = "school/cards/kinds/name/marking.py"
POINT = "school/cards/kinds/point/kind.py"
MUSCLES = "school/cards/kinds/muscles/kind.py"
MIMIC = "school/cards/kinds/mimic/kind.py"
TICKED = "school/cards/kinds/ticked/kind.py"
OFFLINE = "school/studying/service/offline.py"
MEMORIES = "school/memory/rules/recall.py"
CONTRASTS = "school/studying/rules/contrasts.py"
CRAMMING = "school/studying/rules/cramming.py"
CARDS = "school/cards/rules/cards.py"
YEAR = "school/memory/rules/year.py"
SCHEDULING_TESTS = ("tests/studying/rules/test_scheduling.py",)
DAYS_TESTS = ("tests/studying/rules/test_days.py",)
RATINGS_TESTS = ("tests/cards/rules/test_ratings.py",)
PROGRESS_TESTS = ("tests/studying/rules/test_progress.py",)
EXAMINATION_TESTS = ("tests/studying/rules/test_examination.py",)
CHOICES_TESTS = ("tests/studying/rules/test_choices.py",)
ANSWERS_TESTS = ("tests/cards/rules/test_answers.py",)
CONFUSIONS_TESTS = ("tests/cards/rules/test_confusions.py",)
MEMORIES_TESTS = ("tests/memory/rules/test_recall.py",)
CONTRASTS_TESTS = ("tests/studying/rules/test_contrasts.py",)
OFFLINE_TESTS = ("tests/studying/test_offline.py",)
CARDS_TESTS = ("tests/cards/rules/test_cards.py",)
YEAR_TESTS = ("tests/memory/rules/test_year.py",)

MUTANTS = (
    # When a card comes again
    Mutant(
        "scheduling-beyond-the-longest",
        SCHEDULING,
        "min(max(wait, climbed[-1] + 1), LONGEST_DAYS) if",
        "max(wait, climbed[-1] + 1) if",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-two-ratings-alike",
        SCHEDULING,
        "max(wait, climbed[-1] + 1)",
        "max(wait, climbed[-1])",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-no-fuzz",
        SCHEDULING,
        "if days < UNFUZZED_BELOW_DAYS:",
        "if days > UNFUZZED_BELOW_DAYS:",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-fuzz-beyond-the-longest",
        SCHEDULING,
        "min(round(days + reach), LONGEST_DAYS)",
        "round(days + reach)",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-fuzz-only-shortens",
        SCHEDULING,
        "shortest + int(seed * (longest - shortest + 1))",
        "shortest",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-a-second-failure-lapses-again",
        SCHEDULING,
        "rating is Rating.AGAIN and memory is not None and memory.step is None",
        "rating is Rating.AGAIN and memory is not None",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-a-new-card-lapses",
        SCHEDULING,
        "lapses=(memory.lapses if memory else 0) + lapsed",
        "lapses=(memory.lapses if memory else 0) + (rating is Rating.AGAIN)",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-every-review-introduces",
        SCHEDULING,
        "introduced_on=memory.introduced_on if memory else today",
        "introduced_on=today",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-reviews-not-counted",
        SCHEDULING,
        "reviews=(memory.reviews if memory else 0) + 1",
        "reviews=(memory.reviews if memory else 1)",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-days-of-24-hours",
        SCHEDULING,
        "starts_at(today + timedelta(days=days), zone) if days else",
        "now + timedelta(days=days) if days else",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-time-by-the-clock",
        SCHEDULING,
        "last_review=None if memory is None else _midnight(memory.learned_on)",
        "last_review=None if memory is None else memory.reviewed_at",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-another-weight-for-the-curve",
        SCHEDULING,
        "DECAY = 20",
        "DECAY = 19",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-the-retention-is-not-asked",
        SCHEDULING,
        "desired_retention=retention,",
        "",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-a-month-of-31-days",
        SCHEDULING,
        "if self.days < 31:",
        "if self.days <= 31:",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-a-year-of-366-days",
        SCHEDULING,
        "if self.days < 365:",
        "if self.days <= 365:",
        SCHEDULING_TESTS,
    ),
    Mutant(
        "scheduling-the-same-fuzz-for-ever",
        SCHEDULING,
        'f"{card_id}:{memory.reviews if memory else 0}"',
        'f"{card_id}"',
        SCHEDULING_TESTS,
    ),
    Mutant(
        "days-of-cards-four-belongs-to-yesterday",
        DAYS,
        "if local.time() >= TURNS_AT",
        "if local.time() > TURNS_AT",
        DAYS_TESTS,
    ),
    Mutant(
        "days-of-cards-turn-in-utc",
        DAYS,
        "local = instant.astimezone(zone)",
        "local = instant.astimezone(UTC)",
        DAYS_TESTS,
    ),
    Mutant(
        "days-of-cards-begin-at-midnight",
        DAYS,
        "datetime.combine(day, TURNS_AT, zone)",
        "datetime.combine(day, time(), zone)",
        DAYS_TESTS,
    ),
    # What is asked today
    Mutant(
        "queue-due-now-is-not-due",
        QUEUE,
        "if at <= day.now or missed:",
        "if at < day.now or missed:",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-buried-for-ever",
        QUEUE,
        "aside.buried_on == self.today",
        "aside.buried_on is not None",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-a-step-hinders-itself",
        QUEUE,
        "card.note in self.taken and (memory is None or memory.learned_on != self.today)",
        "card.note in self.taken",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-siblings-on-one-day",
        QUEUE,
        "            queue.append(step)\n            day.taken.add(step.card.note)",
        "            queue.append(step)",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-new-cards-without-end",
        QUEUE,
        "left = day.allowed - day.met_today",
        "left = day.allowed",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-missed-new-cards-are-free",
        QUEUE,
        "left -= step.memory is None",
        "left -= 0",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-missed-after-the-backlog",
        QUEUE,
        "(MISSED if step.missed else DUE), step.at",
        "(DUE if step.missed else MISSED), step.at",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-missed-though-asked-since",
        QUEUE,
        "(memory is None or memory.reviewed_at < max(handed_in))",
        "(memory is None or memory.reviewed_at > max(handed_in))",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-in-the-order-of-the-alphabet",
        QUEUE,
        'shuffled = hashlib.sha256(f"{step.card.id}:{step.reviews}".encode()).digest()',
        "shuffled = step.card.id.encode()",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-suspended-cards-are-asked",
        QUEUE,
        "        if aside.suspended_at:\n            out.add",
        "        if not aside:\n            out.add",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-learned-while-on-a-step",
        PROGRESS,
        "if memory is not None and memory.step is None:",
        "if memory is not None:",
        PROGRESS_TESTS,
    ),
    Mutant(
        "queue-no-new-card-tomorrow",
        PROGRESS,
        "    if day.allowed and unseen:\n",
        "    if day.allowed and unseen and later:\n",
        PROGRESS_TESTS,
    ),
    Mutant(
        "forecast-overdue-is-forgotten",
        PROGRESS,
        "max(learning_day(instant, zone), today)",
        "learning_day(instant, zone)",
        PROGRESS_TESTS,
    ),
    Mutant(
        "forecast-of-a-day-too-many",
        PROGRESS,
        "FORECAST_DAYS = 14",
        "FORECAST_DAYS = 15",
        PROGRESS_TESTS,
    ),
    # Studying for a day
    Mutant(
        "examination-earlier-than-the-schedule",
        EXAMINATION,
        "timedelta(days=max(wait, round(wait * late / usual)))",
        "timedelta(days=round(wait * late / usual))",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-asked-twice-today",
        EXAMINATION,
        "if memory.learned_on < today\n",
        "if memory.learned_on <= today\n",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-the-weakest-first",
        EXAMINATION,
        "(-still_open[card_id].stability, card_id)",
        "(still_open[card_id].stability, card_id)",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-what-is-done-is-not-counted",
        EXAMINATION,
        "min((place + done) // quota, days_left - 1)",
        "min(place // quota, days_left - 1)",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-on-the-day-itself",
        EXAMINATION,
        "min((place + done) // quota, days_left - 1)",
        "(place + done) // quota + 1",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-fewer-new-cards-than-chosen",
        EXAMINATION,
        "return max(own, ceil(unseen / (days - reserved)))",
        "return ceil(unseen / (days - reserved))",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-new-cards-too-late",
        EXAMINATION,
        "ceil(unseen / (days - reserved))",
        "unseen // (days - reserved)",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-a-button-promises-the-day",
        EXAMINATION,
        "to_the_eve = (on - today).days - 1",
        "to_the_eve = (on - today).days",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "examination-no-longest-pass",
        EXAMINATION,
        "min(max(ceil(cards / PASS_CARDS_A_DAY), SHORTEST_PASS), LONGEST_PASS)",
        "max(ceil(cards / PASS_CARDS_A_DAY), SHORTEST_PASS)",
        EXAMINATION_TESTS,
    ),
    Mutant(
        "plans-an-examination-today-is-ahead",
        PLANS,
        "if exam.on > today and _covers(exam, card)]",
        "if exam.on >= today and _covers(exam, card)]",
        CHOICES_TESTS,
    ),
    Mutant(
        "plans-nought-new-cards-is-no-choice",
        PLANS,
        "deck.new_per_day if choice.new_per_day is None else",
        "deck.new_per_day if not choice.new_per_day else",
        CHOICES_TESTS,
    ),
    Mutant(
        "plans-any-quiz-covers",
        PLANS,
        "return card.note in exam.notes",
        "return bool(exam.notes)",
        CHOICES_TESTS,
    ),
    Mutant(
        "plans-any-deck-is-covered",
        PLANS,
        "return exam.slug == card.deck_slug",
        "return True",
        CHOICES_TESTS,
    ),
    # Ratings, leeches, cramming
    Mutant(
        "ratings-half-is-again",
        RATINGS,
        "score < limits.hard:",
        "score <= limits.hard:",
        RATINGS_TESTS,
    ),
    Mutant(
        "ratings-good-itself-is-hard",
        RATINGS,
        "if score < limits.good:",
        "if score <= limits.good:",
        RATINGS_TESTS,
    ),
    Mutant(
        "ratings-a-slow-answer-is-easy",
        RATINGS,
        "if score >= limits.easy and quick else",
        "if score >= limits.easy else",
        RATINGS_TESTS,
    ),
    Mutant(
        "ratings-a-clock-gone-back-is-quick",
        RATINGS,
        "0 <= seconds <= limits.quick",
        "seconds <= limits.quick",
        RATINGS_TESTS,
    ),
    Mutant(
        "ratings-the-last-second-is-slow",
        RATINGS,
        "0 <= seconds <= limits.quick",
        "0 <= seconds < limits.quick",
        RATINGS_TESTS,
    ),
    Mutant(
        "leeches-one-lapse-late",
        LEECHES,
        "lapses >= LEECH_LAPSES and",
        "lapses > LEECH_LAPSES and",
        CHOICES_TESTS,
    ),
    Mutant(
        "leeches-without-a-lapse",
        LEECHES,
        "lapses > lapses_before and ",
        "",
        CHOICES_TESTS,
    ),
    Mutant(
        "leeches-only-once",
        LEECHES,
        "(lapses - LEECH_LAPSES) % LEECH_AGAIN == 0",
        "lapses == LEECH_LAPSES",
        CHOICES_TESTS,
    ),
    Mutant(
        "cramming-all-for-the-forgotten",
        CRAMMING,
        "memory is not None and memory.lapses > 0",
        "memory is not None or True",
        CHOICES_TESTS,
    ),
    Mutant(
        "cramming-wishes-are-leeches",
        CRAMMING,
        'aside is not None and aside.suspended_for == "leech"',
        "aside is not None and aside.suspended_for is not None",
        CHOICES_TESTS,
    ),
    # Marking an answer
    Mutant(
        "answers-percent-cut",
        ANSWERS,
        "int(self.score * 100 + Fraction(1, 2))",
        "int(self.score * 100)",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-another-part-is-all-right",
        NAMES,
        "SAME_MUSCLE = Fraction(1, 2)",
        "SAME_MUSCLE = Fraction(1)",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-an-eraser-paints",
        ZONE_RESPONSE,
        "any(not stroke.erases for stroke in self.drawing.strokes)",
        "bool(self.drawing.strokes)",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-wrong-ticks-cost-nothing",
        ANSWERS,
        "Fraction(2 * len(hit), 2 * len(hit) + len(missed) + len(wrong))",
        "Fraction(2 * len(hit), 2 * len(hit) + len(missed) or 1)",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-neutral-ticks-are-wrong",
        ANSWERS,
        "if id not in right and id not in neutral)",
        "if id not in right)",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-two-guesses-at-a-point",
        POINT,
        "if len(regions) == 1:",
        "if regions:",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-ticks-that-were-never-offered",
        TICKED,
        "ticked = keep_offered(response.ticked, self.list_options(card, deck))",
        "ticked = response.ticked",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-precision-of-what-was-missed",
        ANSWERS,
        "max(1, len(self.right) + len(self.wrong))",
        "max(1, len(self.right) + len(self.missed) + len(self.wrong))",
        ANSWERS_TESTS,
    ),
    Mutant(
        "answers-ungraded-muscles-are-asked",
        MUSCLES,
        "for pattern in deck.graded if region in pattern.primary)",
        "for pattern in deck.patterns if region in pattern.primary)",
        ANSWERS_TESTS,
    ),
    Mutant(
        "confusions-an-answer-that-fits-nothing",
        CONFUSIONS,
        "least = max(FITS, mark.score + CLEARLY_BETTER)",
        "least = mark.score + CLEARLY_BETTER",
        CONFUSIONS_TESTS,
    ),
    Mutant(
        "confusions-hardly-better",
        CONFUSIONS,
        "least = max(FITS, mark.score + CLEARLY_BETTER)",
        "least = max(FITS, mark.score)",
        CONFUSIONS_TESTS,
    ),
    Mutant(
        "confusions-of-what-is-known",
        CARD_MARKING,
        "if self.mark is None or self.mark.score >= KNOWN_ENOUGH:",
        "if self.mark is None:",
        CONFUSIONS_TESTS,
    ),
    Mutant(
        "offline-an-old-pack-is-marked-by-the-new-key",
        OFFLINE,
        "act=replace(one.act, asked_from=asked_from))",
        "act=one.act)",
        OFFLINE_TESTS,
    ),
    Mutant(
        "contrasts-one-slip-makes-a-pair",
        CONTRASTS,
        "if pair.times >= OFTEN_ENOUGH]",
        "if pair.times]",
        CONTRASTS_TESTS,
    ),
    Mutant(
        "contrasts-one-way-only",
        CONTRASTS,
        "confusion.times + times_before",
        "confusion.times",
        CONTRASTS_TESTS,
    ),
    Mutant(
        "contrasts-painted-for-named",
        CONTRASTS,
        "[named] += count",
        "[not named] += count",
        CONTRASTS_TESTS,
    ),
    Mutant(
        "memories-two-reviews-are-enough",
        MEMORIES,
        "if self.asked < ENOUGH:",
        "if self.asked <= ENOUGH:",
        MEMORIES_TESTS,
    ),
    Mutant(
        "memories-never-forgotten-and-hard",
        MEMORIES,
        "if memory.lapses and memory.card_id in cards",
        "if memory.card_id in cards",
        MEMORIES_TESTS,
    ),
    Mutant(
        "memories-the-easiest-first",
        MEMORIES,
        "return -hard.memory.lapses, float(",
        "return hard.memory.lapses, float(",
        MEMORIES_TESTS,
    ),
    Mutant(
        "memories-a-step-begins-above-its-least",
        MEMORIES,
        "sum(share >= least for least in STEPS)",
        "sum(share > least for least in STEPS)",
        MEMORIES_TESTS,
    ),
    Mutant(
        "year-today-is-left-out",
        YEAR,
        "if day <= today))",
        "if day < today))",
        YEAR_TESTS,
    ),
    Mutant(
        "cards-a-point-of-every-pattern",
        POINT,
        "return pattern.point",
        "return True",
        CARDS_TESTS,
    ),
    Mutant(
        "cards-a-diagnosis-is-a-place",
        MIMIC,
        "return ()  # knowing",
        "return require_pattern(card).primary  # knowing",
        CARDS_TESTS,
    ),
    Mutant(
        "cards-a-region-before-its-muscles",
        MUSCLES,
        "dealt[region.id] == in_all[region.id] >= FEWEST_MUSCLES",
        "in_all[region.id] >= FEWEST_MUSCLES",
        CARDS_TESTS,
    ),
    Mutant(
        "cards-of-one-muscle-alone",
        MUSCLES,
        "dealt[region.id] == in_all[region.id] >= FEWEST_MUSCLES",
        "dealt[region.id] == in_all[region.id]",
        CARDS_TESTS,
    ),
)

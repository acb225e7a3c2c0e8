"""What the reader of the tree makes of files that are in order, and of trees that are not."""

from __future__ import annotations

import pytest

from school.catalogue.rules.documents import Check, Course, Module
from school.documents.rules.payload import from_payload, to_payload
from school.documents.rules.reading.tree import read_content
from school.quizzes.rules.quiz import Quiz
from tests import make
from tests.catalogue import tree


def document(kind: str, **changed):
    bodies = tree.files(changed) if changed else tree.FILES
    return next(
        written.document for written in read_content(bodies).documents if written.kind == kind
    )


def test_a_module_has_sections_of_text_and_self_checks():
    module: Module = document("module")
    first, second = module.sections
    assert [type(piece) for piece in first.pieces] == [str, Check]
    assert (first.id, first.title) == ("what-it-is", "What it is")
    assert module.find_check("isc-check-two").kind == "numeric"
    assert 'href="/modules/ischemia#in-the-room"' in first.pieces[0]
    assert 'class="call safety"' in second.pieces[0]


def test_a_figure_is_named_by_its_hash_and_has_its_size():
    html = document("module").sections[0].pieces[0]
    assert '<img src="/media/' in html
    assert 'width="640" height="420"' in html


def test_sources_are_numbered_by_first_use_and_expert_review_comes_last():
    cited = document("module").citations
    assert [(each.number, each.id, each.places) for each in cited] == [
        (1, "sikdar-2009", 1),
        (0, "expert-review", 1),
    ]


def test_the_worksheet_counts_text_and_questions_but_no_self_check():
    sheet = document("module").worksheet
    assert sheet.questions == 1
    text = (
        tree.FILES["modules/ischemia.md"]
        .decode()
        .replace("Ease off", "Ease off " + "and wait " * 50)
    )
    again = next(
        written.document
        for written in read_content(tree.files({"modules/ischemia.md": text})).documents
        if written.kind == "module"
    )
    assert again.worksheet.words == sheet.words


def test_a_quiz_knows_its_module_and_the_module_its_quiz():
    quiz: Quiz = document("quiz")
    assert (quiz.module, document("module").quiz) == ("ischemia", "ischemia")
    assert (quiz.pass_percent, quiz.attempts, quiz.keep) == (80, 3, "best")
    assert quiz.items[0].section == "in-the-room"


def test_unlimited_attempts_are_none():
    bodies = tree.with_change("quizzes/ischemia.md", "attempts: 3", "attempts: unlimited")
    assert tree.problems_of(bodies) == []
    assert (
        next(w.document for w in read_content(bodies).documents if w.kind == "quiz").attempts
        is None
    )


@pytest.mark.parametrize(
    ("written", "shuffled"),
    [("[]", (False, False)), ("[questions]", (True, False)), ("[choices]", (False, True))],
)
def test_questions_and_choices_are_shuffled_where_the_quiz_says_so(written, shuffled):
    bodies = tree.with_change(
        "quizzes/ischemia.md", "shuffle: [questions, choices]", f"shuffle: {written}"
    )
    assert tree.problems_of(bodies) == []
    quiz = next(w.document for w in read_content(bodies).documents if w.kind == "quiz")
    assert (quiz.shuffle_questions, quiz.shuffle_choices) == shuffled


def test_a_course_holds_what_its_worksheets_and_its_live_part_say():
    course = document("course")
    assert [part.minutes for part in course.parts] == [8, 60]
    assert course.minutes == 60
    assert course.body == "<h2>What you learn</h2><p>To press, and to stop.</p>"


def test_time_in_the_room_fills_nothing_unless_the_course_says_so():
    assert document("course").fill == "none"
    bodies = tree.with_change("courses/elective.md", "hours: 1\n", "hours: 1\nfill: live\n")
    course = next(one.document for one in read_content(bodies).documents if one.kind == "course")
    assert course.fill == "live"
    wrong = tree.with_change("courses/elective.md", "hours: 1\n", "hours: 1\nfill: both\n")
    (problem,) = tree.problems_of(wrong)
    assert "courses/elective.md:7" in str(problem)
    assert "“both” is not known; write none or live" in str(problem)


def test_a_course_of_no_minutes_is_a_problem():
    problems = tree.problems_of(tree.with_change("courses/elective.md", "hours: 1\n", "hours: 0\n"))
    assert any("could never be finished" in problem for problem in problems)


def test_an_edition_from_before_the_setting_lets_time_in_the_room_fill():
    payload = to_payload(make.course())
    del payload["fill"]
    assert from_payload(Course, payload).fill == "live"


def test_a_course_may_claim_exactly_what_its_parts_hold():
    assert (
        tree.problems_of(tree.with_change("courses/elective.md", "hours: 1\n", "hours: 1.133\n"))
        == []
    )


def test_a_deck_keeps_what_the_cards_need():
    deck = document("deck")
    assert [(p.id, p.primary, p.evidence) for p in deck.patterns] == [
        ("temporalis", ("head.temple",), "found")
    ]
    assert deck.retention == 0.9


def test_a_pattern_has_a_point_unless_it_says_otherwise_and_knows_what_it_goes_with():
    (pattern,) = document("deck").patterns
    assert (pattern.point, pattern.about) == (True, ())
    bodies = tree.with_change(
        "flashcards/patterns.yaml",
        "evidence: found",
        "point: false\n  about: [ischemia]\n  evidence: found",
    )
    (pattern,) = next(
        w.document for w in read_content(bodies).documents if w.slug == "patterns"
    ).patterns
    assert (pattern.point, pattern.about) == (False, ("ischemia",))


def test_a_deck_in_words_numbers_the_sources_of_each_card_by_itself():
    deck = next(w.document for w in read_content(tree.WITH_WORDS).documents if w.slug == "words")
    first, second = deck.cards
    assert (first.id, first.question) == ("first-press", "How hard is a first press?")
    assert first.about == ("ischemia", "ischemia/q-isc-rising")
    assert '<a href="#source-sikdar-2009" id="cite-sikdar-2009-1"' in first.answer
    assert [cited.id for cited in first.citations] == ["sikdar-2009", "expert-review"]
    assert [cited.id for cited in deck.cited] == ["sikdar-2009"]
    assert 'href="/modules/ischemia#in-the-room"' in second.answer
    assert second.citations == deck.patterns == ()


def test_a_deck_stands_in_one_file():
    words = tree.WORDS.replace("id: words", "id: patterns")
    (said,) = tree.problems_of(tree.files({"flashcards/patterns.md": words}))
    assert said.startswith(
        "content/flashcards/patterns.yaml:1: the deck id “patterns” is taken, see content/flash"
    )


def test_a_deck_of_no_questions_is_a_problem():
    said = tree.problems_of(tree.files({"flashcards/words.md": tree.WORDS.partition("## How")[0]}))
    assert said == [
        (
            "content/flashcards/words.md:1: the deck has no questions;"
            " begin one with ## Question {#id about=module}"
        )
    ]


def test_a_term_links_its_module():
    (term,) = document("glossary").terms
    assert (term.id, term.also, term.module) == ("taut-band", "band", "ischemia")


@pytest.mark.parametrize("path", ["school.yaml", "sources.yaml"])
def test_what_every_tree_needs_is_missed(path):
    assert (
        f"content/{path}:1: the file is missing; write it; docs/authoring.md shows {path}"
        in tree.problems_of(tree.files({path: None}))
    )


def test_an_unreadable_bibliography_is_one_problem_and_not_one_for_each_citation():
    (said,) = tree.problems_of(tree.files({"sources.yaml": "a: [b"}))
    assert said.startswith(
        "content/sources.yaml:2: the settings cannot be read: did not find expected ',' or ']'; "
    )


def test_an_empty_file_has_no_settings():
    said = tree.problems_of(tree.files({"school.yaml": ""}))
    assert said == [
        "content/school.yaml:1: the file has no settings; docs/authoring.md shows what it needs"
    ]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "module/new.md",
            "module/new.md:1: no kind of document stands here; did you mean modules?",
        ),
        (
            "modules/New.md",
            (
                "modules/New.md:1: “New” is not an id;"
                " rename the file: use lowercase letters, digits and "
            ),
        ),
        (
            "modules/new.txt",
            "modules/new.txt:1: a file in modules ends with .md; rename it, or take it out",
        ),
        (
            "zebra.md",
            (
                "zebra.md:1: no kind of document stands here;"
                " move it to modules, quizzes, courses, flashcards"
            ),
        ),
        (
            "modules/figures/A b.svg",
            "modules/figures/A b.svg:1: “A b.svg” cannot be the name of a picture",
        ),
    ],
)
def test_a_file_in_the_wrong_place_is_named(path, said):
    (found,) = tree.problems_of(tree.files({path: "x"}))
    assert found.startswith(f"content/{said}")


@pytest.mark.parametrize(
    "path",
    [".DS_Store", "modules/ischemia.md~", "README.md", "modules/.x.swp", "boards/US-OR.yaml"],
)
def test_what_editors_and_other_features_leave_is_not_read(path):
    assert tree.problems_of(tree.files({path: b"\xff\x00"})) == []


def test_a_second_quiz_for_a_module_is_refused():
    text = (
        tree.FILES["quizzes/ischemia.md"]
        .decode()
        .replace("id: ischemia", "id: second")
        .replace("q-isc-", "q-two-")
    )
    assert tree.problems_of(tree.files({"quizzes/second.md": text})) == [
        (
            "content/quizzes/second.md:5: the module “ischemia” has a quiz already, ischemia;"
            " keep one quiz a module"
        )
    ]


def test_a_pattern_id_is_unique_over_all_decks():
    text = tree.FILES["flashcards/patterns.yaml"].decode().replace("id: patterns", "id: more")
    (said,) = tree.problems_of(tree.files({"flashcards/more.yaml": text}))
    taken = "the pattern id “temporalis” is taken, see content/flashcards/more.yaml:14"
    assert said == f"content/flashcards/patterns.yaml:14: {taken}; give this one another id"

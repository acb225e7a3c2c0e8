"""Who is in the demo school. A production start never makes any of them."""

from __future__ import annotations

from dataclasses import dataclass

from school.core.identity import Role

PASSWORD = "demo-school"  # noqa: S105 - loopback only, printed at the start


@dataclass(frozen=True)
class Student:
    """A student, and how their two months went."""

    login: str
    name: str
    courses: tuple[str, ...]
    joined: int  # days ago
    passes: int  # modules whose quiz they passed, in teaching order
    reads: int  # sections finished in the module after those
    classes: int  # four-hour classes attended
    care: float  # chance to answer a question right the first time
    cards_a_day: int = 0
    open_quiz: bool = False  # whether an attempt at the next quiz is open
    # An examination of cards: "deck" or "quiz", its slug, and in how many days.
    examination: tuple[str, str, int] | None = None


STAFF: tuple[tuple[str, str, Role], ...] = (
    ("ines", "Ines Calder", "instructor"),
    ("olu", "Olu Adeyemi", "officer"),
    ("ada", "Ada Whitfield", "admin"),
)

ELECTIVE, FACTORS = "nmt-elective", "nmt-five-factors"

STUDENTS: tuple[Student, ...] = (
    # Ana is one module and one quiz away from her certificate.
    Student(
        "ana",
        "Ana Reyes",
        (ELECTIVE,),
        59,
        8,
        3,
        8,
        0.86,
        cards_a_day=9,
        examination=("quiz", "trigger-points", 24),
    ),
    # Ben is halfway, in the middle of a quiz.
    Student("ben", "Ben Okafor", (ELECTIVE,), 48, 3, 7, 4, 0.72, cards_a_day=4, open_quiz=True),
    # Maja took the short course and has its certificate.
    Student("maja", "Maja Lindqvist", (FACTORS,), 55, 5, 0, 0, 0.93),
    Student("kim", "Kim Tran", (FACTORS,), 33, 3, 2, 0, 0.8),
    Student("sami", "Sami Haddad", (ELECTIVE,), 57, 6, 1, 7, 0.77),
    Student("noor", "Noor El-Amin", (ELECTIVE,), 50, 5, 4, 6, 0.9),
    Student("tess", "Tess Vandermeer", (FACTORS, ELECTIVE), 41, 4, 1, 3, 0.68),
    Student("jorge", "Jorge Ibáñez", (ELECTIVE,), 44, 2, 5, 2, 0.6),
    Student("lena", "Lena Brandt", (FACTORS,), 28, 5, 0, 0, 0.88),
    Student("priya", "Priya Raman", (ELECTIVE,), 37, 4, 0, 5, 0.83),
    Student("owen", "Owen Gallagher", (ELECTIVE,), 58, 1, 0, 1, 0.55),
    Student("mei", "Mei-Ling Chow", (FACTORS,), 12, 1, 3, 0, 0.79),
)

"""An enrollment names the edition of its course, and a completion that of a finished course.

Existing enrollments get the newest edition, by which the school judged them until now, so that the
upgrade changes nobody's hours. Each certificate that rests on other entries than the one before
becomes a completion.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_completions()
    _name_editions_of_enrolments()


def _make_completions() -> None:
    op.create_table(
        "course_completion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_slug", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("self_study_minutes", sa.Integer(), nullable=False),
        sa.Column("live_minutes", sa.Integer(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_course_completion_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_course_completion_edition_id_edition"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_course_completion"),
        sa.UniqueConstraint(
            "person_id",
            "course_slug",
            "number",
            name="uq_course_completion_person_id_course_slug_number",
        ),
    )
    _copy_from_certificates()
    if op.get_bind().dialect.name == "sqlite":
        refusal = "SELECT RAISE(ABORT, 'course_completion rows are never changed or removed')"
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER course_completion_no_{act.lower()} "
                f"BEFORE {act} ON course_completion BEGIN {refusal}; END"
            )
        return
    for name, acts, each in (
        ("no_change", "UPDATE OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    ):
        op.execute(
            f"CREATE TRIGGER course_completion_{name} BEFORE {acts} ON course_completion "
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )


CERTIFICATE = sa.table(
    "certificate",
    sa.column("person_id", sa.Integer),
    sa.column("course_slug", sa.String),
    sa.column("revision", sa.Integer),
    sa.column("edition_id", sa.Integer),
    sa.column("completed_on", sa.Date),
    sa.column("minutes", sa.Integer),
    sa.column("fields", sa.JSON),
    sa.column("entries", sa.JSON),
    sa.column("issued_at", INSTANT),
)
COMPLETION = sa.table(
    "course_completion",
    sa.column("person_id", sa.Integer),
    sa.column("course_slug", sa.String),
    sa.column("number", sa.Integer),
    sa.column("edition_id", sa.Integer),
    sa.column("completed_on", sa.Date),
    sa.column("minutes", sa.Integer),
    sa.column("self_study_minutes", sa.Integer),
    sa.column("live_minutes", sa.Integer),
    sa.column("entries", sa.JSON),
    sa.column("recorded_at", INSTANT),
)
BY_REVISION = ("person_id", "course_slug", "revision")


def _copy_from_certificates() -> None:
    """Make a completion of each certificate but those that were reissued for a new name.

    Those rest on the same entries as the one before.
    """
    connection = op.get_bind()
    rows = connection.execute(sa.select(CERTIFICATE).order_by(*BY_REVISION)).mappings().all()
    last: dict[tuple[int, str], tuple[int, Any]] = {}
    for row in rows:
        key = (row["person_id"], row["course_slug"])
        number, entries = last.get(key, (0, None))
        if row["entries"] == entries:
            continue
        last[key] = (number + 1, row["entries"])
        connection.execute(sa.insert(COMPLETION).values(**_completion(row, number + 1)))


def _completion(row: Any, number: int) -> dict[str, Any]:
    shares = row["fields"].get("shares")
    if shares is None:
        whose = f"revision {row['revision']} of person {row['person_id']} in {row['course_slug']}"
        raise RuntimeError(
            f"the certificate, {whose}, does not say how its minutes were taught: ask for help"
        )
    live = sum(share["minutes"] for share in shares if share["delivery"] != "Home study")
    kept = {
        name: row[name]
        for name in ("person_id", "course_slug", "edition_id", "completed_on", "minutes")
    }
    return kept | {
        "number": number,
        "self_study_minutes": row["minutes"] - live,
        "live_minutes": live,
        "entries": row["entries"],
        "recorded_at": row["issued_at"],
    }


def _name_editions_of_enrolments() -> None:
    op.add_column("enrolment", sa.Column("edition_id", sa.Integer(), nullable=True))
    op.add_column("enrolment", sa.Column("preferred_at", INSTANT, nullable=True))
    connection = op.get_bind()
    enrolment = sa.table("enrolment", *map(sa.column, ("id", "course_slug", "edition_id")))
    for slug, edition_id in _newest_editions_of_courses(connection):
        of_course = sa.update(enrolment).where(enrolment.c.course_slug == slug)
        connection.execute(of_course.values(edition_id=edition_id))
    left = connection.execute(sa.select(enrolment).where(enrolment.c.edition_id.is_(None))).first()
    if left is not None:
        raise RuntimeError(
            f"enrollment {left.id} names the course {left.course_slug!r}, "
            "which was never published: publish that course with the previous program, "
            "or remove the enrollment, and migrate again"
        )
    with op.batch_alter_table("enrolment") as batch:
        batch.alter_column("edition_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(
            "fk_enrolment_edition_id_edition", "edition", ["edition_id"], ["id"]
        )


def _newest_editions_of_courses(connection: sa.Connection) -> list[tuple[str, int]]:
    """The slug of each course that was ever published, with the id of its newest edition."""
    edition = sa.table("edition", *map(sa.column, ("id", "kind", "slug", "number")))
    query = sa.select(edition.c.slug, edition.c.id).where(edition.c.kind == "course")
    rows = connection.execute(query.order_by(edition.c.number)).all()
    newest = {row.slug: row.id for row in rows}  # the last one of a slug stays
    return sorted(newest.items())

"""The tables of all features. Once this module is imported, Base.metadata is complete."""

from school.admissions import tables as admissions
from school.catalogue import tables as catalogue
from school.certificates import tables as certificates
from school.core import tables as core
from school.credits import tables as credits
from school.db import Base
from school.documents import tables as documents
from school.people import tables as people
from school.quizzes import tables as quizzes
from school.studying import tables as studying

FEATURES = (
    admissions,
    catalogue,
    certificates,
    core,
    credits,
    documents,
    people,
    quizzes,
    studying,
)
METADATA = Base.metadata

"""Every table of every feature, imported for its side effect: after this, Base.metadata is complete."""

from school.catalogue import tables as catalogue
from school.certificates import tables as certificates
from school.credits import tables as credits
from school.db import Base
from school.flashcards import tables as flashcards
from school.people import tables as people
from school.quizzes import tables as quizzes

FEATURES = (catalogue, certificates, credits, flashcards, people, quizzes)
METADATA = Base.metadata

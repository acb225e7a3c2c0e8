"""What a certificate may lack, in words for a reader: one name a phrase."""

from __future__ import annotations

STUDENT_NAME = "the student's name"
SCHOOL_NAME = "the school's name"
SCHOOL_PLACE = "the school's place"
SCHOOL_ADDRESS = "the school's email address"
ADMINISTRATOR = "an administrator who signs"
INSTRUCTOR = "an instructor who signs"

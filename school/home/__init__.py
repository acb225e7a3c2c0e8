"""The front page and the student's desk."""

"""`python -m school` is the `school` command."""

from school.cli import main

main()

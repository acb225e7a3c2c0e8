"""Questions answered with a number, compared exactly, with a tolerance and a unit."""

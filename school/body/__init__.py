"""The body as the school names it: regions, and how near a picked zone comes to a charted one."""

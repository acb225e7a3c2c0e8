"""Certificates: issued for a finished course, frozen at issue, verified by anyone."""

"""Certificates: what a finished course is worth on paper, frozen at issue, and their public verification."""

"""Issuing certificates, typesetting them, and finding them again."""

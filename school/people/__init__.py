"""Accounts, roles, names with history, sign-in, mail and the audit log."""

"""The officer's desk: people and hours, a person's ledger, reversals, exports."""

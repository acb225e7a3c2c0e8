"""Flashcards of referral patterns: cards, scheduling, reviews."""

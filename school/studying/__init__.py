"""When a card is asked: scheduling, sessions, cramming, undo, studying away from the school."""

"""When a card is asked: scheduling, the queue, rating, undo, cramming, studying offline."""

"""What the school believes about cards: what is asked, how an answer is rated, when a card comes again."""

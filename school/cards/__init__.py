"""What is asked: kinds of cards, how each is asked, how an answer is marked."""

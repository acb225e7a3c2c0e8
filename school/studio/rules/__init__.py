"""What the school believes about its instructors' desk: what changed in a text, how a question does, what there is."""

"""What people do with hours: earn them by a quiz, record them, take them back, look at them."""

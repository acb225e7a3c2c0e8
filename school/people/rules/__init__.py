"""What the school believes about addresses, names, passwords, sign-ins and the letters it writes."""

"""The school's rules for addresses, names, passwords, sign-ins and the letters it writes."""

"""Rules of the officer's desk: states, filters, and minutes as an officer types them."""

"""Questions with one or more right choices, all of which are to be found."""

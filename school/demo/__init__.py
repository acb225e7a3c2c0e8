"""The demo school: a cast and two months of history, made by the same acts that people use."""

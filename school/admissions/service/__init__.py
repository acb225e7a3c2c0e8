"""What an officer does: look at everybody's hours, open a person's file, change hours."""

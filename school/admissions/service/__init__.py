"""What an officer does: look at everybody's hours, open one person's file, put hours right."""

"""What people do with memory."""

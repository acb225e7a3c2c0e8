"""What is remembered: statistics, settings, examinations, fitting the model to a student."""

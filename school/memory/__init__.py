"""A student’s memory: statistics, settings, examinations, fitting the model."""

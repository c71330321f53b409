"""The learner model fitted to a class, and measured against others: for instructors, with NumPy."""

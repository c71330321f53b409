"""Lessons: notebooks, heads and courses, read into what everything else works with."""

"""Mastery: what a learner's answers say about their skills. Pure folds over answers."""

"""The types of checkpoints: what a head says, what an answer is, and whether it is right."""

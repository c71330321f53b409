"""A checkpoint type for courseware: estimate a number on a scale."""

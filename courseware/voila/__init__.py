"""Lessons as pages: a server of our own on Voilà, and the gate for every other way of serving.

`preprocessor` is what keeps a closed cell off a page, whoever serves it; `extension` hands it to
Voilà under a Jupyter server. `server` and what it uses serve a course to one learner.
"""

"""Student copies: what an author wrote, less the keys."""

from courseware.release.make import Released, release

__all__ = ["Released", "release"]

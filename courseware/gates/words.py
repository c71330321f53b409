"""What a learner calls the things that rules name by their ids."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen
class Words:
    """Names by id; what is not named goes by its id."""

    checkpoints: Mapping[str, str] = field(factory=dict)
    skills: Mapping[str, str] = field(factory=dict)
    branches: Mapping[str, str] = field(factory=dict)
    interests: Mapping[str, str] = field(factory=dict)

    def of(self, takes: str, id_: object) -> str:
        """The name of something that a function of the rules takes."""
        named: Mapping[str, Mapping[str, str]] = {
            "checkpoint": self.checkpoints,
            "skill": self.skills,
            "branch": self.branches,
            "interest": self.interests,
        }
        return named.get(takes, {}).get(str(id_), str(id_))

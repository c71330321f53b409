"""The keys of a lesson, sealed against a glance.

Who opens the notebook's text sees no answer. Who is determined does: the seal holds no secret,
and nothing that must stay unknown belongs into a student copy (`--feedback graded`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Mapping

from courseware.errors import NewerFormat, UsageError
from courseware.events import JSON

FORMAT = 1
MOST = 16 << 20  # bytes of keys; a lesson's are a few thousand

_SALT = 16
_PREFIX = "courseware-keys-"


def seal(keys: Mapping[str, Mapping[str, JSON]]) -> str:
    """The keys by checkpoint id as one line: the same keys give the same line.

    Compressed JSON, XORed with SHAKE-256 of a salt, in base64. The salt is a digest of the keys,
    so that it also tells whether they came through whole.
    """
    plain = json.dumps(keys, allow_nan=False, separators=(",", ":")).encode()
    salt = _salt(plain)
    sealed = base64.b64encode(salt + _stream(zlib.compress(plain, 9), salt)).decode()
    return f"{_PREFIX}{FORMAT}:{sealed}"


def unseal(text: str) -> dict[str, dict[str, JSON]]:
    """The keys by checkpoint id.

    Raises:
        NewerFormat: a newer courseware sealed them.
        UsageError: this is no keyring, or it is damaged.
    """
    version, colon, sealed = text.removeprefix(_PREFIX).partition(":")
    if not text.startswith(_PREFIX) or not colon or not (version.isascii() and version.isdigit()):
        raise UsageError(f"this is no keyring: it should begin with {_PREFIX}{FORMAT}:")
    if version != str(FORMAT):
        raise NewerFormat("the lesson's keyring", version[:20], FORMAT)
    try:
        data = base64.b64decode(sealed, validate=True)
        salt, hidden = data[:_SALT], data[_SALT:]
        plain = zlib.decompressobj().decompress(_stream(hidden, salt), MOST)
        keys = json.loads(plain) if salt == _salt(plain) else None
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        keys = None
    if not isinstance(keys, dict) or not all(isinstance(key, dict) for key in keys.values()):
        raise UsageError("the lesson's keyring is damaged: fetch the lesson again")
    return keys


def _salt(plain: bytes) -> bytes:
    return hashlib.sha256(_PREFIX.encode() + plain).digest()[:_SALT]


def _stream(data: bytes, salt: bytes) -> bytes:
    stream = hashlib.shake_256(_PREFIX.encode() + salt).digest(len(data))
    mixed = int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")
    return mixed.to_bytes(len(data), "big")

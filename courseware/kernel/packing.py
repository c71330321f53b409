"""Messages with a text that cannot be written down: half of a surrogate pair.

jupyter_client raises where a message holds one, and ipykernel's thread that publishes then misses
what comes next: a warning that names what a page has sent would hold the kernel up for ten seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_client.session import Session


def pack_any_text(session: Session) -> Callable[[], None]:
    """Send a replacement character for what cannot be written down; returns the undoing."""
    usual = session.pack

    def pack(message: object) -> bytes:
        try:
            return bytes(usual(message))
        except UnicodeEncodeError:
            return bytes(usual(_writable(message)))

    def undo() -> None:
        session.pack = usual

    session.pack = pack
    return undo


def _writable(message: object) -> object:
    match message:
        case str():
            return message.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        case Mapping():
            return {_writable(key): _writable(value) for key, value in message.items()}
        case list() | tuple():
            return [_writable(each) for each in message]
    return message

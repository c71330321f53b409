"""The gate for `/voila/render` under a Jupyter server: an extension of that server.

Voilà's own extension makes its exporters with the server's configuration, not with `voila.json`:
so the preprocessor is put there, before those that the server has already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

PREPROCESSOR = "courseware.voila.preprocessor.GatedLesson"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    exporter = app.config.VoilaExporter
    others = exporter.preprocessors if "preprocessors" in exporter else []
    if PREPROCESSOR not in others:
        exporter.preprocessors = [PREPROCESSOR, *others]

"""Kernels of `courseware start --lab` that have courseware imported before a lesson asks for it."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

AHEAD = "--IPKernelApp.extra_extensions=courseware.kernel.ahead"


class ReadyKernels(AsyncMappingKernelManager):
    """Starts IPython's kernels with the imports done; all other kernels as they are."""

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # noqa: ANN401
        """Start a kernel; while the page loads it imports what `%load_ext courseware` needs."""
        name = kwargs.get("kernel_name") or self.default_kernel_name
        known = self.kernel_spec_manager
        if known is not None and "ipykernel_launcher" in known.get_kernel_spec(name).argv:
            kwargs["extra_arguments"] = [*kwargs.get("extra_arguments", ()), AHEAD]
        started: str = await super().start_kernel(**kwargs)
        return started

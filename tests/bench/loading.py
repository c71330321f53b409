"""What `%load_ext courseware` adds to a kernel that has imported ipywidgets and anywidget."""

from pathlib import Path
from statistics import median

from tests.bench.figure import Figure
from tests.kernel.running import RunningKernel

KERNELS = 9

LOAD = """
import ipywidgets, anywidget, os, psutil, time
process = psutil.Process()
memory, begun, used = process.memory_info().rss, time.perf_counter(), time.process_time()
get_ipython().run_line_magic("load_ext", "courseware")
seconds, used = time.perf_counter() - begun, time.process_time() - used
print(seconds, used, process.memory_info().rss - memory)
"""


def measure(place: Path) -> list[Figure]:
    """Medians over fresh kernels; the first one, which compiles what is new, does not count."""
    loaded = [_load(place / str(number)) for number in range(KERNELS + 1)][1:]
    seconds, used, memory = zip(*loaded, strict=True)
    return [
        Figure("%load_ext courseware, time", median(seconds) * 1000, "ms", 250),
        Figure("%load_ext courseware, processor time", median(used) * 1000, "ms"),
        Figure("%load_ext courseware, memory", median(memory) / 1e6, "MB", 25),
    ]


def _load(place: Path) -> tuple[float, ...]:
    """Seconds, seconds of processor time, and bytes of memory, in a kernel of its own."""
    place.mkdir()
    with RunningKernel(place, place / "home") as kernel:
        said = "".join(content["text"] for kind, content in kernel.run(LOAD) if kind == "stream")
    return tuple(map(float, said.split()))

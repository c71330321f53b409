"""`python -m courseware` is the command `courseware`."""

from __future__ import annotations

import sys

from courseware.cli import main

sys.exit(main())

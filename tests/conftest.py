"""How hypothesis searches: each time the same here; at random and for longer with `HYPOTHESIS_PROFILE=search`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# How fast a map is drawn is a matter of the machine and of who else uses it; no test may fail by the clock.
_NO_CLOCK = [HealthCheck.too_slow]

settings.register_profile("steady", deadline=None, max_examples=60, derandomize=True, suppress_health_check=_NO_CLOCK)
settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=_NO_CLOCK)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

"""How many made-up inputs a property gets: at work some, always the same; in the long proofs many, always new."""

from hypothesis import HealthCheck, settings

BUSY_MACHINE = [HealthCheck.too_slow]

settings.register_profile(
    "work", max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=BUSY_MACHINE
)
settings.register_profile(
    "prove", max_examples=5_000, print_blob=True, deadline=None, suppress_health_check=BUSY_MACHINE
)
settings.load_profile("work")

"""Every kind of job and who does it."""

from kalends.jobs.horizon import horizon
from kalends.jobs.removal import removal
from kalends.jobs.worker import Handler
from kalends.jobs.zones import zones

HANDLERS: dict[str, Handler] = {"horizon": horizon, "removal": removal, "zones": zones}

"""Every kind of job and who does it."""

from kalends.jobs.horizon import horizon
from kalends.jobs.removal import removal
from kalends.jobs.subscription import Subscriptions
from kalends.jobs.worker import Handler
from kalends.jobs.zones import zones
from kalends.net.client import Client

HANDLERS: dict[str, Handler] = {"horizon": horizon, "removal": removal, "zones": zones}
"""Those that ask nothing of the world outside."""


def handlers(client: Client) -> dict[str, Handler]:
    """All of them. client: the way out."""
    return HANDLERS | {"subscription": Subscriptions(client)}

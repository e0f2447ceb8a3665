"""Every kind of job and who does it."""

from kalends.domain import limits
from kalends.jobs.answer import link, notice, pending, waiting
from kalends.jobs.horizon import horizon
from kalends.jobs.reminder import reminder
from kalends.jobs.removal import removal
from kalends.jobs.subscription import Subscriptions
from kalends.jobs.template import template
from kalends.jobs.webhook import Composer, Webhooks
from kalends.jobs.worker import Handler
from kalends.jobs.zones import zones
from kalends.net.client import Client

AT_ONCE: dict[str, int] = {
    "mail": limits.MAILS_AT_ONCE,
    "reminder": limits.REMINDERS_AT_ONCE,
    "webhook": limits.WEBHOOKS_AT_ONCE,
}
"""How many jobs of a kind are done at the same time by one node, where it is not JOBS_AT_ONCE."""

HANDLERS: dict[str, Handler] = {
    "horizon": horizon,
    "link": link,
    "notice": notice,
    "pending": pending,
    "reminder": reminder,
    "removal": removal,
    "template": template,
    "waiting": waiting,
    "zones": zones,
}
"""Those that ask nothing of the world outside."""


def handlers(client: Client, composer: Composer, mail: Handler | None = None) -> dict[str, Handler]:
    """All of them. client: the way out. composer: of what webhooks are told. mail: None where no mails are sent."""
    mails = {} if mail is None else {"mail": mail}
    return HANDLERS | {"subscription": Subscriptions(client), "webhook": Webhooks(client, composer)} | mails

"""Taking a deleted template out of the events and groups that refer to it."""

from kalends.actions.template import forget_template
from kalends.jobs.worker import Errand


async def template(errand: Errand) -> None:
    """Slice after slice, each in a transaction of its own, so that nobody waits long for it."""
    await errand.repeat(forget_template, int(errand.job.payload["template"]))

"""Looking up who and what is there, for the command line."""

from kalends.actions.ports import Read
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.errors import invalid, not_found
from kalends.domain.group import Group, GroupRole
from kalends.domain.label import Label
from kalends.domain.occurrence import Occurrence
from kalends.domain.person import Person


async def organization_numbers(read: Read, actor: Actor) -> list[int]:
    """The numbers of all organizations of this database, in order."""
    check_administers(actor)
    return await read.organization_numbers(limits.ADMINISTRATION_LIST)


async def people(read: Read, actor: Actor) -> list[Person]:
    """Everybody, in order of making."""
    check_administers(actor)
    return await read.people(limits.ADMINISTRATION_LIST)


async def person_called(read: Read, actor: Actor, text: str) -> Person:
    """The one person with this number, mail address or exact name. Raises NOT_FOUND; INVALID when there are several."""
    check_administers(actor)
    found = await read.people_called(text, 2)
    if not found:
        raise not_found(f'there is nobody called "{text}"')
    if len(found) > 1:
        raise invalid(f'there are several people called "{text}": give a number or mail address', "person")
    return found[0]


async def group_called(read: Read, actor: Actor, text: str) -> Group:
    """The one group with this prokey, number or exact name. Raises as `person_called` does."""
    check_administers(actor)
    groups = await read.groups(None, limits.ADMINISTRATION_LIST, 0)
    found = [group for group in groups if text in (group.prokey, str(group.number), group.name)]
    if not found:
        raise not_found(f'there is no group called "{text}"')
    if len(found) > 1:
        raise invalid(f'there are several groups called "{text}": give a prokey', "group")
    return found[0]


async def roster(read: Read, actor: Actor, group: int) -> list[tuple[Person, GroupRole]]:
    """Who is in the group, in order of joining."""
    check_administers(actor)
    return await read.roster(group, limits.ADMINISTRATION_LIST)


async def labels(read: Read, actor: Actor) -> list[Label]:
    """All labels, by kind and position."""
    check_administers(actor)
    return await read.labels_listed(limits.ADMINISTRATION_LIST)


async def broken_counters(read: Read, actor: Actor) -> list[str]:
    """Names of groups whose stored counts differ from what is there; none when all is well."""
    check_administers(actor)
    return await read.broken_counters(limits.ADMINISTRATION_LIST)


async def meetings_of(read: Read, actor: Actor, event: int) -> list[Occurrence]:
    """All meetings of an event, by start."""
    check_administers(actor)
    return await read.meetings_of_event(event, None, limits.OCCURRENCES_PER_RULE)


async def meeting_called(read: Read, actor: Actor, public_id: str) -> Occurrence:
    """One meeting by its id, cancelled ones too. Raises NOT_FOUND."""
    check_administers(actor)
    found = await read.occurrence_by_public_id(public_id, actor.person)
    if found is None:
        raise not_found("there is no such meeting; `kalends event meetings PROKEY` lists them")
    return found[0]

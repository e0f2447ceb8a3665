"""A running club for members only, and a rowing club in another organization."""

from datetime import timedelta

from kalends.actions.group import create_group
from kalends.actions.label import add_label, put_label
from kalends.actions.meeting import cancel_meeting
from kalends.actions.membership import add_member
from kalends.demo.scene import Scene, evening, weekday
from kalends.domain.access import OrganizationRole
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.group import Group, GroupPatch, GroupRole, Visibility
from kalends.domain.label import LabelKind
from kalends.domain.person import Person
from kalends.domain.place import new_place

TREPTOW = new_place("Treptow Park, north gate", "Am Treptower Park 1\n12435 Berlin", "52.488600", "13.469600")
BOATHOUSE = new_place("Boathouse", "Pier 26, New York, NY", "40.721400", "-74.013300")


async def make_runners(scene: Scene, coach: Person, runners: tuple[Person, ...]) -> Group:
    """Only its members see it."""
    tx, now = scene.tx, scene.now
    patch = GroupPatch(name="Sunrise Runners", visibility=Visibility.MEMBERS)
    group = await create_group(tx, scene.as_(coach), patch, now=now)
    for runner in runners:
        await add_member(tx, scene.system, group.prokey, runner.number, GroupRole.MEMBER, now=now)
    sports = await add_label(tx, scene.system, LabelKind.GROUP_TYPE, "Sports")
    await put_label(tx, scene.system, group.prokey, sports.number, now=now)
    first = weekday(scene.today - timedelta(weeks=6), 5)
    runs = await scene.event(
        coach,
        group,
        EventPatch(dates=(evening("Saturday run", first, ("07:00", "08:15"), TREPTOW),), rule="FREQ=WEEKLY;BYDAY=SA"),
    )
    coming = [it for it in await scene.meetings(runs) if it.starts_at > now]
    await cancel_meeting(tx, scene.as_(coach), group.number, coming[2].public_id, now=now)
    race = weekday(scene.today + timedelta(days=70), 6).isoformat()
    marathon = DatePatch(name="City marathon", start_date=race, end_date=race)
    await scene.event(coach, group, EventPatch(dates=(marathon,)))
    return group


async def make_rowers(scene: Scene) -> dict[str, str]:
    """The foreign organization: what demo.json says of it."""
    otto = await scene.person("Otto Lindgren", "otto@example.net", OrganizationRole.ADMINISTRATOR)
    group = await create_group(scene.tx, scene.as_(otto), GroupPatch(name="Harbour Rowers"), now=scene.now)
    day = scene.today + timedelta(days=9)
    date = evening("Regatta briefing", day, ("18:00", "19:00"), BOATHOUSE, "America/New_York")
    event = await scene.event(otto, group, EventPatch(dates=(date,)))
    return {"api_key": await scene.key(otto, "demo"), "group": group.prokey, "event": event.prokey}

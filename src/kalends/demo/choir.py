"""A choir that rehearses on Tuesdays, and what it plans: one event of every kind."""

from datetime import timedelta

from msgspec import Struct

from kalends.actions.attendance import RollCall, call_roll
from kalends.actions.group import GroupDetails, create_group, describe_group
from kalends.actions.label import add_label, put_label
from kalends.actions.mail_reminder import remind_by_mail
from kalends.actions.meeting import cancel_meeting
from kalends.actions.membership import add_member
from kalends.actions.note import add_note
from kalends.demo.scene import Scene, evening, weekday
from kalends.demo.supper import make_supper
from kalends.demo.templates import Templates, make_templates
from kalends.domain.answer import PartStat
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import Group, GroupPatch, GroupRole
from kalends.domain.label import LabelKind
from kalends.domain.occurrence import Occurrence
from kalends.domain.person import Person
from kalends.domain.place import new_place
from kalends.domain.reminder import Audience

CHURCH = new_place("St. Catherine's Church", "Riverside 4\n10179 Berlin", "52.512690", "13.416320")
PARISH_HALL = new_place("Parish Hall", "Mill Lane 12\n10179 Berlin", "52.511870", "13.412950")
LAKE_HOUSE = new_place("Lake House Werbellin", "Lakeside 1\n16247 Joachimsthal", "52.916700", "13.716700")
ALFAMA = new_place("Igreja de Santo Estêvão", "Largo de Santo Estêvão, Lisboa", "38.711900", "-9.126400")
BROOKLYN = new_place("St. Ann's", "157 Montague Street, Brooklyn, NY", "40.694630", "-73.992980")
UENO = new_place("Ueno Recital Hall", "5-45 Ueno Park, Taito, Tokyo", "35.718900", "139.775300")


class Choir(Struct, frozen=True):
    """What was made, for demo.json. past: a meeting that was attended."""

    group: Group
    single: Event
    all_day: Event
    multi_date: Event
    recurring: Event
    draft: Event
    dynamic: Event
    rsvp: Event
    past: Occurrence
    templates: Templates


async def make_choir(scene: Scene, olga: Person, lena: Person, singers: tuple[Person, ...]) -> Choir:
    """Olga owns it, Lena leads it, the others sing."""
    group = await _group(scene, olga, lena, singers)
    templates = await make_templates(scene, olga)
    concert = await _concert(scene, group, olga, (lena, *singers), templates)
    rehearsals = await scene.event(lena, group, _rehearsals(scene))
    past = await _last_rehearsal(scene, rehearsals, lena, singers)
    await _further(scene, group, olga)
    supper = await make_supper(scene, group, templates, PARISH_HALL, (lena, *singers[:3]))
    return Choir(
        group,
        concert,
        await scene.event(lena, group, _weekend(scene)),
        await scene.event(olga, group, _tour(scene)),
        rehearsals,
        await scene.event(olga, group, _next_tour(scene), draft=True),
        await scene.event(lena, group, _guest_evening()),
        supper,
        past,
        templates,
    )


async def _group(scene: Scene, olga: Person, lena: Person, singers: tuple[Person, ...]) -> Group:
    tx, now = scene.tx, scene.now
    patch = GroupPatch(name="Riverside Choir", overview_public=True, description="Forty voices, from Bach to Björk.")
    group = await create_group(tx, scene.as_(olga), patch, now=now)
    await add_member(tx, scene.system, group.prokey, lena.number, GroupRole.LEADER, now=now)
    for singer in singers:
        await add_member(tx, scene.system, group.prokey, singer.number, GroupRole.MEMBER, now=now)
    ensembles = await add_label(tx, scene.system, LabelKind.GROUP_TYPE, "Ensembles")
    campus = await add_label(tx, scene.system, LabelKind.CAMPUS, "Old Town")
    styles = await add_label(tx, scene.system, LabelKind.TAG_GROUP, "Style")
    classical = await add_label(tx, scene.system, LabelKind.TAG, "Classical", styles.number)
    for label in (ensembles, campus, classical):
        await put_label(tx, scene.system, group.prokey, label.number, now=now)
    details = GroupDetails(contact_mail="choir@example.org", schedule="Tuesdays at 7 in the evening", place=PARISH_HALL)
    return await describe_group(tx, scene.system, group.prokey, details, now=now)


async def _concert(scene: Scene, group: Group, olga: Person, others: tuple[Person, ...], templates: Templates) -> Event:
    """Olga plans it, in colour."""
    lena, *singers = others
    told = "<p><em>Ein deutsches Requiem</em>, with the <strong>Riverside Players</strong>. Doors: 7 pm.</p>"
    day = weekday(scene.today + timedelta(days=12), 5)
    date = evening("Brahms Requiem", day, ("19:30", "21:30"), CHURCH, description=told)
    patch = EventPatch(
        dates=(date,), reminders=(86_400,), layout=templates.style, landingpage=templates.landingpage,
        call_to_action=True, cta_block=templates.cta_block,
    )  # fmt: skip
    concert = await scene.event(olga, group, patch)
    await remind_by_mail(scene.tx, scene.as_(olga), concert.prokey, (86_400,), Audience.GROUP, now=scene.now)
    (meeting,) = await scene.meetings(concert)
    await scene.answers(meeting, PartStat.ACCEPTED, olga, lena, *singers[1:3])
    await scene.answers(meeting, PartStat.TENTATIVE, singers[3])
    await scene.answers(meeting, PartStat.DECLINED, singers[4])
    return concert


def _rehearsals(scene: Scene) -> EventPatch:
    """Weekly, from ten weeks ago."""
    first = weekday(scene.today - timedelta(weeks=10), 1)
    date = evening("Tuesday rehearsal", first, ("19:00", "21:00"), PARISH_HALL)
    return EventPatch(dates=(date,), simplified=True, simple_type="weekly", by_day="TU", count=40)


async def _last_rehearsal(scene: Scene, rehearsals: Event, lena: Person, singers: tuple[Person, ...]) -> Occurrence:
    meetings = await scene.meetings(rehearsals)
    past = [it for it in meetings if it.ends_at <= scene.now]
    for meeting in past[-3:]:
        present, absent = (lena, *singers[:4]), singers[4:]
        call = RollCall(
            meeting=meeting.public_id,
            present=tuple(it.number for it in present),
            absent=tuple(it.number for it in absent),
            visitors=2,
        )
        await call_roll(scene.tx, scene.as_(lena), call)
    await add_note(
        scene.tx, scene.as_(lena), past[-1].public_id, "Sopranos: bar 42 again next week. Two guests came along."
    )
    coming = next(it for it in meetings if it.starts_at > scene.now)
    await scene.answers(coming, PartStat.ACCEPTED, lena, *singers[:2])
    await scene.answers(coming, PartStat.DECLINED, singers[2])
    return past[-1]


def _weekend(scene: Scene) -> EventPatch:
    friday = weekday(scene.today + timedelta(days=40), 4)
    date = DatePatch(
        name="Choir weekend at the lake",
        start_date=friday.isoformat(),
        end_date=(friday + timedelta(days=2)).isoformat(),
        place=LAKE_HOUSE,
        description="<p>Bring sheets, a torch and a voice.</p>",
    )
    return EventPatch(dates=(date,))


def _tour(scene: Scene) -> EventPatch:
    """Three dates in three more zones."""
    day = scene.today + timedelta(days=90)
    return EventPatch(
        title="On tour",
        dates=(
            evening("On tour: Lisbon", day, ("19:00", "20:30"), ALFAMA, "Europe/Lisbon"),
            evening("On tour: New York", day + timedelta(days=3), ("18:30", "20:00"), BROOKLYN, "America/New_York"),
            evening("On tour: Tokyo", day + timedelta(days=7), ("19:00", "20:30"), UENO, "Asia/Tokyo"),
        ),
    )


def _next_tour(scene: Scene) -> EventPatch:
    day = scene.today + timedelta(days=180)
    return EventPatch(dates=(evening("Next tour: first ideas", day, ("18:00", "19:00")),))


def _guest_evening() -> EventPatch:
    date = DatePatch(
        name="Sing along with us",
        start_date="today+4",
        start_time="18:00",
        end_date="today+4",
        end_time="19:00",
        zone="Europe/Berlin",
        place=PARISH_HALL,
    )
    return EventPatch(dates=(date,))


async def _further(scene: Scene, group: Group, olga: Person) -> None:
    """What is past, what is cancelled, and the committee on second Mondays and every Tuesday."""
    past = scene.today - timedelta(days=60)
    candlelight = evening("Chamber music by candlelight", past, ("17:00", "18:30"), CHURCH)
    await scene.event(olga, group, EventPatch(dates=(candlelight,)))
    day = weekday(scene.today + timedelta(days=20), 6)
    serenade = await scene.event(
        olga, group, EventPatch(dates=(evening("Serenade in the park", day, ("16:00", "17:00")),))
    )
    (meeting,) = await scene.meetings(serenade)
    await cancel_meeting(scene.tx, scene.as_(olga), group.number, meeting.public_id, now=scene.now)
    first = weekday(scene.today + timedelta(days=7), 1)
    date = evening("Committee", first, ("17:30", "18:30"), PARISH_HALL)
    rule = EventPatch(dates=(date,), simplified=True, simple_type="monthly", by_day="2MO,TU", count=8)
    await scene.event(olga, group, rule)

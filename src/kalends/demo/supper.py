"""An evening with few seats, whose page asks for answers: some are taken, and a few are left."""

from datetime import timedelta

from kalends.actions.answer import MailReply, answer_by_mail
from kalends.demo.scene import Scene, evening, weekday
from kalends.demo.templates import Templates
from kalends.domain.access import visitor
from kalends.domain.answer import PartStat
from kalends.domain.event import Event, EventPatch
from kalends.domain.group import Group
from kalends.domain.person import Person
from kalends.domain.place import Place

_TOLD = "<p>After a year of rehearsals we sit down together. <strong>Everybody cooks</strong>, the choir pours.</p>"
_GUESTS = (  # name, state, seats, what the form asks besides
    ("Vera Albers", PartStat.ACCEPTED, 3, {"meal": "vegetarian", "children": "1", "dish": True}),
    ("Ruben Castillo", PartStat.TENTATIVE, 1, {"meal": "everything", "avoid": "Peanuts"}),
)


async def make_supper(
    scene: Scene, group: Group, templates: Templates, place: Place, singers: tuple[Person, ...]
) -> Event:
    """Made by the first of the singers; they come, and two people from elsewhere have answered on the page."""
    day = weekday(scene.today + timedelta(days=26), 4)
    date = evening(
        "Supper with friends", day, ("18:30", "22:00"), place,
        description=_TOLD, organizer_name="Riverside Choir", organizer_email="choir@example.org",
    )  # fmt: skip
    patch = EventPatch(
        dates=(date,), rsvp=True, rsvp_block=templates.rsvp_block, landingpage=templates.landingpage,
    )  # fmt: skip
    supper = await scene.event(singers[0], group, patch)
    (meeting,) = await scene.meetings(supper)
    await scene.answers(meeting, PartStat.ACCEPTED, *singers)
    for name, state, amount, payload in _GUESTS:
        reply = MailReply(
            prokey=supper.prokey, mail=f"{name.partition(' ')[0].lower()}@example.net", name=name, state=state,
            amount=amount, payload=dict(payload), language="en",
        )  # fmt: skip
        await answer_by_mail(scene.tx, visitor(scene.system.organization), reply, now=scene.now)
    return supper

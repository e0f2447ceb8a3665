"""Writing attendances, notes and answers (reference §1.3 to §1.5)."""

from kalends.dialects.planningcenter import person_write
from kalends.dialects.planningcenter.jsonapi import Resource, linkage, linked, related, relation, resource
from kalends.dialects.planningcenter.write import Show
from kalends.domain.answer import PartStat
from kalends.domain.attendance import Attendance
from kalends.domain.invitee import Invitee
from kalends.domain.note import Note
from kalends.domain.occurrence import Entry

_RESPONSES = {
    PartStat.ACCEPTED: "yes",
    PartStat.TENTATIVE: "maybe",
    PartStat.WAITLISTED: "maybe",
    PartStat.DECLINED: "no",
}


def attendance(of: Attendance, show: Show) -> Resource:
    """Whether somebody came, and in which role."""
    itself, fields = f"{show.base}/events/{of.occurrence}/attendances/{of.number}", show.wanted("Attendance")
    row = resource("Attendance", of.number, {"attended": of.attended, "role": of.role}, fields)
    relationships = {
        "event": relation(linkage("Event", of.occurrence)),
        "person": relation(
            linkage("Person", of.person.number), f"{itself}/person" if "person" in show.include else None
        ),
    }
    return linked(related(row, relationships, fields), itself, {"person": f"{show.base}/people/{of.person.number}"})


def note(of: Note, show: Show) -> Resource:
    """What somebody wrote. Its event is called `Annotatable` there, which is the name of no vertex."""
    itself, fields = f"{show.base}/events/{of.occurrence}/notes/{of.number}", show.wanted("EventNote")
    author = None if of.author is None else of.author.number
    relationships = {
        "annotatable": relation(linkage("Annotatable", of.occurrence)),
        "owner": relation(linkage("Owner", author), f"{itself}/owner" if "owner" in show.include else None),
    }
    row = related(resource("EventNote", of.number, {"body": of.body}, fields), relationships, fields)
    return linked(row, itself, {} if author is None else {"owner": f"{itself}/owner"})


def owner(of: Note, show: Show) -> Resource | None:
    """Who wrote it; None when they are gone."""
    if of.author is None:
        return None
    return person_write.owner(of.author, f"{show.base}/events/{of.occurrence}/notes/{of.number}/owner", show)


def response(of: Invitee) -> str:
    """An answer in their words. Who was asked and is silent could be reached by mail, or could not."""
    return _RESPONSES.get(of.answer) or ("awaiting_response" if of.reachable else "not_sent")


def rsvp(of: Invitee, entry: Entry, show: Show) -> Resource:
    """A row for each person and event, whose id stays the same whatever they answer."""
    number, fields = f"{entry.occurrence.number}-{of.person}", show.wanted("RSVP")
    relationships = {
        "event": relation(linkage("Event", entry.occurrence.number)),
        "group": relation(linkage("Group", entry.group.number)),
        "person": relation(linkage("Person", of.person)),
    }
    row = related(resource("RSVP", number, {"response": response(of)}, fields), relationships, fields)
    return linked(row, f"{show.base}/events/{entry.occurrence.number}/rsvps/{number}")

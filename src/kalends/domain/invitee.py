"""Who is expected at a meeting, and what they said."""

from collections.abc import Iterable

from msgspec import Struct

from kalends.domain.answer import Answer, PartStat
from kalends.domain.membership import Membership


class Invitee(Struct, frozen=True):
    """A person and their answer; NONE: asked, or taken back. reachable: whether mail can ask them."""

    person: int
    answer: PartStat
    reachable: bool


def invitees(members: Iterable[Membership], answers: Iterable[Answer], *, asked: bool) -> tuple[Invitee, ...]:
    """Who answered, in order of answering, then who was asked and did not, in order of joining.

    answers: those that hold for the meeting. asked: whether its reminder has gone out, to all members. Somebody known
    by a mail address only is no person and left out, and so is an answer that nobody has confirmed yet.
    """
    said = [
        Invitee(it.person, it.state, it.mail is not None)
        for it in answers
        if it.person is not None and it.state is not PartStat.PENDING
    ]
    if not asked:
        return tuple(said)
    heard = {it.person for it in said}
    silent = (it for it in members if it.person not in heard)
    return (*said, *(Invitee(it.person, PartStat.NONE, it.person_mail is not None) for it in silent))

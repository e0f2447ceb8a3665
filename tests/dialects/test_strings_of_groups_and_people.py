"""Texts that have broken others, in what is said of groups, people and meetings: equal everywhere, or refused."""

import unicodedata
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import pytest

from kalends.actions.group import GroupDetails, create_group, describe_group
from kalends.actions.label import add_label
from kalends.actions.membership import add_member, set_nickname
from kalends.actions.note import add_note
from kalends.actions.person import add_person
from kalends.actions.ports import Tx
from kalends.domain import access
from kalends.domain.access import Actor, OrganizationRole
from kalends.domain.errors import Refused
from kalends.domain.group import GroupPatch, GroupRole
from kalends.domain.label import LabelKind
from kalends.domain.text import escape_text
from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests.dialects.naughty import OURS, SAMPLE, Sender, texts, with_line_feeds

Deed: TypeAlias = Callable[[Tx, str], Awaitable[object]]

BREAKS = {"Cc", "Zl", "Zp", "Cs"}  # control characters, line and paragraph separators, half surrogate pairs
EVENT = {"name": "Rehearsal", "startDate": "2026-03-02"}


def is_name(value: str) -> bool:
    """One line of at most 300 characters with something in it."""
    return bool(value.strip()) and len(value) <= 300 and not any(unicodedata.category(it) in BREAKS for it in value)


def is_paragraph(value: str, most: int = 20_000) -> bool:
    """Lines without anything else that controls."""
    lines = with_line_feeds(value)
    return len(lines) <= most and not any(unicodedata.category(it) in BREAKS for it in lines if it not in "\n\t")


@pytest.fixture(scope="module")
def sender(database: Store[Rows]) -> Sender:
    return Sender(database)


@pytest.fixture(scope="module")
def told(kind: str) -> list[str]:
    return texts(kind)


@pytest.fixture(scope="module")
def names(told: list[str]) -> list[str]:
    return [value for value in told if is_name(value)]


async def each(tx: Tx, _actor: Actor, deed: Deed, told: list[str]) -> list[str]:
    """The texts that the deed does not refuse."""
    taken = []
    for value in told:
        try:
            await deed(tx, value)
        except Refused:
            continue
        taken.append(value)
    return taken


def taken(sender: Sender, told: list[str], deed: Deed) -> list[str]:
    return sender.do(each, access.system(sender.organization), deed, told)


class TestGroups:
    def test_are_called_the_same_everywhere(self, sender: Sender, told: list[str], names: list[str]) -> None:
        olga, now = sender.olga.acting(), sender.clock.now()
        assert taken(sender, told, lambda tx, it: create_group(tx, olga, GroupPatch(name=it), now=now)) == names
        expected = sorted([*names, "Choir", "Board"])
        v1 = sender.read("/v1/group/all", sender.olga.by_key)
        v3 = [*sender.converse("/groups?per_page=500"), *sender.converse("/groups?per_page=500&page=2")]
        v2, _ = sender.rows("/groups")
        prokeys = [it["prokey"] for it in v1]
        assert sorted(it["name"] for it in v3) == expected
        assert sorted(it["attributes"]["name"] for it in v2) == expected
        assert len(set(prokeys)) == len(expected)
        assert sorted(str(it["label"]) for it in v1) == expected

    def test_are_refused_the_same_names_however_they_are_made(self, sender: Sender) -> None:
        for value in SAMPLE:
            new = {"new_event_group_name": value, "dates": [EVENT]}
            for path, body in (("/v1/group", {"name": value}), ("/v1/event", new)):
                assert sender.takes("POST", path, sender.olga.by_key, body) == is_name(value), value

    def test_keep_notes_of_several_lines(self, sender: Sender) -> None:
        path = f"/v1/group/{sender.choir.prokey}"
        for value in SAMPLE:
            note = sender.takes("PATCH", path, sender.olga.by_key, {"internal_note": value})
            assert note == is_paragraph(value, 5_000), value
            if note:
                assert sender.read(path, sender.olga.by_key)["internal_note"] == with_line_feeds(value)

    def test_say_the_same_of_themselves(self, sender: Sender) -> None:
        olga, now = sender.olga.acting(), sender.clock.now()
        for value in SAMPLE:
            if not is_paragraph(value):
                with pytest.raises(Refused):
                    sender.do(create_group, olga, GroupPatch(name="Altos", description=value), now=now)
                continue
            made = sender.do(create_group, olga, GroupPatch(name="Altos", description=value), now=now)
            lines = with_line_feeds(value)
            seen = sender.read(f"/groups/v2/groups/{made.number}", sender.olga.by_application)["data"]["attributes"]
            assert sender.converse(f"/groups/{made.number}")["description"] == lines
            assert (seen["description"], seen["description_as_plain_text"]) == (escape_text(lines), lines)

    def test_tell_when_they_meet(self, sender: Sender) -> None:
        olga, now, prokey = sender.olga.acting(), sender.clock.now(), sender.choir.prokey
        path = f"/groups/v2/groups/{sender.choir.number}"
        for value in [value for value in OURS if is_name(value)]:
            sender.do(describe_group, olga, prokey, GroupDetails(schedule=value), now=now)
            seen = sender.read(path, sender.olga.by_application)["data"]["attributes"]
            assert seen["schedule"] == value


class TestPeople:
    def test_are_called_the_same_everywhere(self, sender: Sender, told: list[str], names: list[str]) -> None:
        system, now, group = access.system(sender.organization), sender.clock.now(), sender.board
        role = OrganizationRole.MEMBER

        async def join(tx: Tx, name: str) -> None:
            person = await add_person(tx, system, name, None, role, now=now)
            await add_member(tx, system, group.prokey, person.number, GroupRole.MEMBER, now=now)

        assert taken(sender, told, join) == names
        expected = sorted([*names, "Mika", "Olga"])
        members = sender.converse(f"/groups/{group.number}")["members"]
        assert sorted(it["name"] for it in members) == expected
        rows, _ = sender.rows(f"/groups/{group.number}/people")
        shown = [(it["attributes"]["first_name"], it["attributes"]["last_name"]) for it in rows]
        assert sorted(f"{first} {last}" if " " in first + last or last else first for first, last in shown) == expected

    def test_have_nicknames_in_their_conversations(self, sender: Sender) -> None:
        system, prokey = access.system(sender.organization), sender.choir.prokey
        for value in OURS:
            if not is_name(value):
                if value:  # no name is no nickname
                    with pytest.raises(Refused):
                        sender.do(set_nickname, system, prokey, sender.mika.number, value)
                continue
            sender.do(set_nickname, system, prokey, sender.mika.number, value)
            members = sender.converse(f"/groups/{sender.choir.number}")["members"]
            assert [it["nickname"] for it in members if it["name"] == "Mika"] == [value]

    def test_who_answer_on_a_page_may_be_called_the_same(self, sender: Sender) -> None:
        """What browsers send is told apart from what was typed by nothing but white space around it."""
        body = {"event_group": sender.choir.prokey, "dates": [EVENT], "rsvp": True}
        assert sender.takes("POST", "/v1/event", sender.olga.by_key, body)
        prokey = sender.read("/v1/event/latest", sender.olga.by_key)["prokey"]
        for number, value in enumerate(SAMPLE):
            if any(unicodedata.category(it) == "Cs" for it in value):
                continue  # no form can hold it
            sender.clock.move(timedelta(minutes=1))
            form = {"name": value, "mail": f"vera-{number}@example.org", "answer": "yes"}
            answer = sender.post(f"/{prokey}/answer", data=form)
            assert (answer.status_code == 303) == (is_name(value.strip()) or not value.strip()), value
            assert answer.status_code in {303, 422}


class TestWhatSortsAndNotes:
    def test_labels_are_called_what_they_are(self, sender: Sender, told: list[str], names: list[str]) -> None:
        system = access.system(sender.organization)
        assert taken(sender, told, lambda tx, it: add_label(tx, system, LabelKind.CAMPUS, it)) == names
        rows, _ = sender.rows("/campuses")
        assert sorted(it["attributes"]["name"] for it in rows) == sorted(names)

    def test_notes_about_a_meeting_stay_as_they_were_written(self, sender: Sender, told: list[str]) -> None:
        body = {"event_group": sender.choir.prokey, "dates": [EVENT]}
        assert sender.takes("POST", "/v1/event", sender.olga.by_key, body)
        prokey = sender.read("/v1/event/latest", sender.olga.by_key)["prokey"]
        number = sender.read(f"/v1/event/{prokey}/occurrence/all", sender.olga.by_key)[0]["id"]
        olga = sender.olga.acting()
        expected = [value for value in told if value.strip() and is_paragraph(value)]
        assert taken(sender, told, lambda tx, it: add_note(tx, olga, prokey, it)) == expected
        rows, _ = sender.rows(f"/events/{number}/notes")
        assert sorted(it["attributes"]["body"] for it in rows) == sorted(map(with_line_feeds, expected))


class TestAddressesAndOrganizers:
    @pytest.mark.parametrize("field", ["organizer_name", "attendee_name"])
    def test_names_for_calendar_links_are_one_short_line(self, sender: Sender, field: str) -> None:
        body = {"event_group": sender.choir.prokey, "dates": [EVENT]}
        assert sender.takes("POST", "/v1/event", sender.olga.by_key, body)
        path = "/v1/event/" + sender.read("/v1/event/latest", sender.olga.by_key)["prokey"]
        for value in SAMPLE:
            fine = not value or (len(value) <= 50 and (is_name(value) or not value.strip(" \u3000\xa0")))
            assert sender.takes("PATCH", path, sender.olga.by_key, {"dates": [{field: value}]}) == fine, value
            if fine:
                assert (sender.read(path, sender.olga.by_key)["dates"][0][field] or "") == value

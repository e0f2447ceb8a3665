"""People, credentials, labels, credits and jobs are an administrator's; a group's people are its leaders'."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.actions.attendance import RollCall, call_roll
from kalends.actions.credential import issue_credential, list_credentials, revoke_credential
from kalends.actions.credits import charge, set_credits, show_credits
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import GroupDetails, describe_group
from kalends.actions.group_list import group_called
from kalends.actions.job import discard_job, list_jobs, retry_job
from kalends.actions.label import add_label, all_labels, put_label, take_label
from kalends.actions.meeting import cancel_meeting
from kalends.actions.membership import add_member, all_members, remove_member, set_nickname
from kalends.actions.note import add_note
from kalends.actions.organization import show_organization
from kalends.actions.person import add_person, all_people, person_called
from kalends.domain.access import CredentialKind, OrganizationRole, Scope
from kalends.domain.credential import CredentialDraft
from kalends.domain.credits import UPDATES_PER_CREDIT
from kalends.domain.errors import Kind, Refused
from kalends.domain.group import GroupRole
from kalends.domain.label import LabelKind
from tests import loop
from tests.builders import draft
from tests.cast import KEYRING, Friend, World
from tests.databases import MORNING

Deed = Callable[..., Any]


def refused(world: World, deed: Deed, who: Friend, *args: Any, **kwargs: Any) -> Kind:
    with pytest.raises(Refused) as caught:
        world.do(deed, who.acting(), *args, **kwargs)
    return caught.value.kind


class TestOnlyAnAdministrator:
    @pytest.mark.parametrize(
        ("deed", "args"),
        [
            (add_person, ("Vera", None, OrganizationRole.ADMINISTRATOR)),
            (revoke_credential, (1,)),
            (issue_credential, (CredentialDraft(kind=CredentialKind.KEY, person=1, hash="x"),)),
            (retry_job, (1,)),
        ],
    )
    def test_does(self, world: World, deed: Deed, args: tuple[Any, ...]) -> None:
        assert refused(world, deed, world.lena, *args, now=world.clock.now()) is Kind.NOT_ALLOWED

    @pytest.mark.parametrize(
        ("deed", "args"),
        [
            (list_credentials, (CredentialKind.KEY,)),
            (set_credits, (5,)),
            (add_label, (LabelKind.CAMPUS, "Old Town")),
            (discard_job, (1,)),
            (list_jobs, ()),
            (all_people, ()),
            (person_called, ("Mika",)),
            (group_called, ("Choir",)),
            (all_members, (1,)),
            (all_labels, ()),
            (show_organization, ()),
        ],
    )
    def test_looks_and_decides(self, world: World, deed: Deed, args: tuple[Any, ...]) -> None:
        assert refused(world, deed, world.lena, *args) is Kind.NOT_ALLOWED


class TestWhoMayOnlyRead:
    @pytest.mark.parametrize(
        ("deed", "args", "kwargs"),
        [
            (add_label, (LabelKind.CAMPUS, "Old Town"), {}),
            (add_person, ("Vera", None, OrganizationRole.MEMBER), {"now": MORNING}),
        ],
    )
    def test_adds_nothing(self, world: World, deed: Deed, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        reading = replace(world.olga.acting(), scope=Scope.READ)
        with pytest.raises(Refused) as caught:
            world.do(deed, reading, *args, **kwargs)
        assert caught.value.kind is Kind.NOT_ALLOWED

    def test_cancels_no_meeting(self, world: World) -> None:
        made = world.do(create_event, world.olga.acting(), GroupChoice(prokey=world.choir.prokey), draft(), now=MORNING)
        reading = replace(world.olga.acting(), scope=Scope.READ)
        with pytest.raises(Refused) as caught:
            world.do(cancel_meeting, reading, world.choir.number, made.event.prokey, now=MORNING)
        assert caught.value.kind is Kind.NOT_ALLOWED


class TestAGroupsPeople:
    def test_its_leaders_let_in_and_out(self, world: World) -> None:
        lena, choir, nadia = world.lena.acting(), world.choir.prokey, world.nadia.number
        world.do(add_member, lena, choir, nadia, GroupRole.MEMBER, now=world.clock.now())
        world.do(set_nickname, lena, choir, nadia, "Nadja")
        world.do(remove_member, lena, choir, nadia, now=world.clock.now())
        names = [it.person_name for it in world.see(all_members, world.olga.acting(), world.choir.number)]
        assert names == ["Olga", "Lena", "Mika"]

    def test_a_member_may_not_and_a_stranger_knows_nothing_of_it(self, world: World) -> None:
        asked = (world.choir.prokey, world.nadia.number, GroupRole.OWNER)
        assert refused(world, add_member, world.mika, *asked, now=world.clock.now()) is Kind.NOT_ALLOWED
        assert refused(world, add_member, world.nadia, *asked, now=world.clock.now()) is Kind.NOT_FOUND
        assert refused(world, add_member, world.theirs.otto, *asked, now=world.clock.now()) is Kind.NOT_FOUND

    def test_nobody_from_elsewhere_comes_in(self, world: World) -> None:
        asked = (world.choir.prokey, world.theirs.otto.number, GroupRole.MEMBER)
        assert refused(world, add_member, world.olga, *asked, now=world.clock.now()) is Kind.INVALID


class TestWhatAGroupSaysOfItself:
    @pytest.mark.parametrize(
        ("deed", "args"),
        [(put_label, (1,)), (take_label, (1,)), (describe_group, (GroupDetails(schedule="Tuesdays"),))],
    )
    def test_is_its_leaders_to_say(self, world: World, deed: Deed, args: tuple[Any, ...]) -> None:
        now = world.clock.now()
        assert refused(world, deed, world.mika, world.choir.prokey, *args, now=now) is Kind.NOT_ALLOWED
        assert refused(world, deed, world.nadia, world.choir.prokey, *args, now=now) is Kind.NOT_FOUND

    def test_another_organization_s_label_is_none_of_ours(self, world: World) -> None:
        theirs = world.do(add_label, world.theirs.otto.acting(), LabelKind.CAMPUS, "Harbour")
        asked = (world.choir.prokey, theirs.number)
        assert refused(world, put_label, world.olga, *asked, now=world.clock.now()) is Kind.INVALID


class TestRollCall:
    @pytest.mark.parametrize("meeting", ["", "nowhere", "8c5ba7bb-0f5e-4d2d-93cf-b8a1ad3ad9f0"])
    def test_needs_a_meeting(self, world: World, meeting: str) -> None:
        assert refused(world, call_roll, world.olga, RollCall(meeting=meeting)) is Kind.NOT_FOUND
        assert refused(world, add_note, world.olga, meeting, "Bar 42") is Kind.NOT_FOUND


class TestCredits:
    def test_a_key_s_deeds_are_counted_and_nobody_else_s(self, world: World) -> None:
        world.do(charge, world.olga.acting(CredentialKind.KEY), created=1)
        world.do(charge, world.olga.acting(CredentialKind.TOKEN), created=1)
        assert world.see(show_credits, world.olga.acting()).used == 1

    def test_every_fifth_update_costs_one(self, world: World) -> None:
        for _ in range(UPDATES_PER_CREDIT):
            assert world.see(show_credits, world.olga.acting()).used == 0
            world.do(charge, world.olga.acting(), updated=1)
        assert world.see(show_credits, world.olga.acting()).used == 1

    def test_the_last_one_can_be_spent_and_no_more(self, world: World) -> None:
        world.do(set_credits, world.olga.acting(), 1)
        world.do(charge, world.olga.acting(), created=1)
        assert refused(world, charge, world.olga, created=1) is Kind.EXHAUSTED
        assert world.see(show_credits, world.olga.acting()).left == 0

    def test_at_once_they_are_counted_one_by_one(self, world: World) -> None:
        async def all_at_once() -> None:
            deeds = [world.store.write(charge, world.olga.acting(), created=1) for _ in range(20)]
            await asyncio.gather(*deeds)

        loop.run(all_at_once())
        assert world.see(show_credits, world.olga.acting()).created == 20

    @pytest.mark.parametrize("granted", [-1, 2**53])
    def test_nonsense_is_not_granted(self, world: World, granted: int) -> None:
        assert refused(world, set_credits, world.olga, granted) is Kind.INVALID

    def test_a_key_that_may_only_write_does_not_see_them(self, world: World) -> None:
        with pytest.raises(Refused):
            world.see(show_credits, replace(world.olga.acting(), scope=Scope.WRITE))


class TestAnExpiry:
    def test_ends_a_key_at_its_moment(self, world: World) -> None:
        ends_at = world.clock.now() + timedelta(minutes=1)
        draft = CredentialDraft(
            kind=CredentialKind.KEY, person=world.olga.number, hash=KEYRING.hash_of("short"), expires_at=ends_at
        )
        world.do(issue_credential, world.olga.acting(), draft, now=world.clock.now())
        gate = world.context.gate
        assert loop.run(gate.identify(CredentialKind.KEY, "short", "192.0.2.1")).person == world.olga.number
        world.clock.moment = ends_at
        with pytest.raises(Refused):
            loop.run(gate.identify(CredentialKind.KEY, "short", "192.0.2.1"))

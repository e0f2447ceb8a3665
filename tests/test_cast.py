"""The cast is what it says, on every database."""

from datetime import timedelta

import pytest

from kalends.domain import limits
from kalends.domain.access import CredentialKind, OrganizationRole, Scope
from kalends.domain.errors import Kind, Refused
from kalends.domain.group import GroupRole
from tests import loop
from tests.cast import Keys, World


class TestTheGate:
    @pytest.mark.parametrize("name", ["olga", "lena", "mika", "nadia"])
    def test_lets_everybody_in_with_each_of_their_credentials(self, world: World, name: str) -> None:
        friend = getattr(world, name)
        shown = {
            CredentialKind.KEY: friend.key,
            CredentialKind.TOKEN: friend.token,
            CredentialKind.APPLICATION: f"{friend.application}:{friend.secret}",
        }
        for kind, text in shown.items():
            actor = loop.run(world.context.gate.identify(kind, text, "192.0.2.1"))
            assert (actor.organization, actor.person, actor.kind) == (world.organization, friend.number, kind)
            assert actor == friend.acting(kind)

    @pytest.mark.parametrize("name", [Keys.EXPIRED, Keys.REVOKED, "unheard-of"])
    def test_refuses_a_key_that_does_not_hold(self, world: World, name: str) -> None:
        with pytest.raises(Refused) as refused:
            loop.run(
                world.context.gate.identify(CredentialKind.KEY, world.cast.key(name)["Authorization"], "192.0.2.1")
            )
        assert refused.value.kind is Kind.UNAUTHENTICATED

    def test_refuses_a_token_that_is_shown_as_a_key(self, world: World) -> None:
        with pytest.raises(Refused):
            loop.run(world.context.gate.identify(CredentialKind.KEY, world.olga.token, "192.0.2.1"))

    def test_knows_what_a_key_is_good_for(self, world: World) -> None:
        text = world.cast.key(Keys.READ_ONLY)["Authorization"]
        assert loop.run(world.context.gate.identify(CredentialKind.KEY, text, "192.0.2.1")).scope is Scope.READ
        text = world.cast.key(Keys.ERA_2024)["Authorization"]
        assert loop.run(world.context.gate.identify(CredentialKind.KEY, text, "192.0.2.1")).era == "2024"

    def test_knows_whose_a_public_address_is(self, world: World) -> None:
        assert loop.run(world.context.gate.whose(world.choir.prokey)) == (world.organization, "group")
        assert loop.run(world.context.gate.whose(world.theirs.group.prokey)) == (world.theirs.organization, "group")
        assert loop.run(world.context.gate.whose("nobody-s")) is None


class TestFailedTries:
    def test_of_one_address_are_counted_but_never_keep_a_good_key_out(self, world: World) -> None:
        def kind_of(text: str, peer: str) -> Kind | None:
            try:
                loop.run(world.context.gate.identify(CredentialKind.KEY, text, peer))
            except Refused as refused:
                return refused.kind
            return None

        tries = [kind_of(f"guess {number}", "192.0.2.1") for number in range(limits.FAILED_LOGINS_PER_MINUTE + 1)]
        assert tries == [*[Kind.UNAUTHENTICATED] * limits.FAILED_LOGINS_PER_MINUTE, Kind.TOO_MANY]
        assert kind_of(world.olga.key, "192.0.2.1") is None
        assert kind_of("guess", "192.0.2.2") is Kind.UNAUTHENTICATED
        world.clock.move(timedelta(minutes=1))
        assert kind_of("guess", "192.0.2.1") is Kind.UNAUTHENTICATED


class TestThePeople:
    def test_olga_alone_is_an_administrator(self, world: World) -> None:
        roles = [friend.role for friend in (world.olga, world.lena, world.mika, world.nadia)]
        assert roles == [OrganizationRole.ADMINISTRATOR, *[OrganizationRole.MEMBER] * 3]

    def test_each_has_a_part_in_the_choir(self, world: World) -> None:
        async def roles(tx: object, actor: object) -> list[GroupRole | None]:
            found = [await tx.group_by_prokey(world.choir.prokey, who.number) for who in people]  # type: ignore[attr-defined]
            return [role for _, role in found]

        people = (world.olga, world.lena, world.mika, world.nadia)
        expected = [GroupRole.OWNER, GroupRole.LEADER, GroupRole.MEMBER, None]
        assert world.see(roles, world.olga.acting()) == expected

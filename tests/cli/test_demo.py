"""`--demo` fills an empty database once, and its file says how to get in."""

import stat
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from kalends.actions.event import show_event
from kalends.actions.group_list import broken_counters
from kalends.actions.job import list_jobs
from kalends.actions.organization import organization_numbers
from kalends.actions.person import all_people
from kalends.actions.seat_count import seats_taken
from kalends.actions.template import show_template
from kalends.clock import SystemClock
from kalends.demo import FILE_NAME, OTHERS, OURS, show_demo
from kalends.dialects.rates import Rates
from kalends.domain import access
from kalends.domain.access import Actor, CredentialKind, OrganizationRole, Scope, visitor
from kalends.domain.form_field import FieldType
from kalends.domain.rsvp_form import RsvpForm
from kalends.domain.template import TemplateKind
from kalends.gate import DirectoryGate, Keyring
from kalends.settings import WrongSetting
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.transaction import Store
from tests.databases import Address

KEYRING = Keyring(b"a secret of at least 32 characters")
URL = "http://127.0.0.1:8000"


async def opened(address: Address) -> Store[Rows]:
    store = address.store(TRANSACTIONS)
    await store.open()
    await migrate(store)
    address.data.mkdir(exist_ok=True)
    return store


async def told(store: Store[Rows], data: Path, url: str = URL) -> dict[str, Any]:
    await show_demo(store, KEYRING, SystemClock(), data, url)
    found: dict[str, Any] = msgspec.json.decode((data / FILE_NAME).read_bytes())
    return found


async def test_it_says_how_to_get_in(address: Address, capsys: pytest.CaptureFixture[str]) -> None:
    store = await opened(address)
    try:
        demo = await told(store, address.data)
        assert list(demo) == [
            "base_url",
            "mailbox",
            "style",
            "landingpage",
            "rsvp_block",
            "cta_block",
            "add_to_calendar_pro",
            "groupme",
            "planning_center",
            "other_organization",
        ]
        assert demo["add_to_calendar_pro"]["api_key"] in capsys.readouterr().out
        assert stat.S_IMODE((address.data / FILE_NAME).stat().st_mode) == 0o600
        gate = DirectoryGate(store, KEYRING, SystemClock(), Rates(10))

        async def who(kind: CredentialKind, secret: str) -> Actor:
            return await gate.identify(kind, secret, "192.0.2.1")

        olga = await who(CredentialKind.KEY, demo["add_to_calendar_pro"]["api_key"])
        assert (olga.organization, olga.role, olga.name) == (OURS, OrganizationRole.ADMINISTRATOR, "Olga Brandt")
        church = demo["planning_center"]
        assert await who(CredentialKind.APPLICATION, f"{church['application_id']}:{church['secret']}") != olga
        assert (await who(CredentialKind.KEY, demo["add_to_calendar_pro"]["read_only_api_key"])).scope is Scope.READ
        assert (await who(CredentialKind.KEY, demo["other_organization"]["api_key"])).organization == OTHERS
        assert demo["groupme"]["group_id"] == church["group_id"]
    finally:
        await store.close()


async def test_it_is_believable_and_sound(address: Address) -> None:
    store = await opened(address)
    try:
        await told(store, address.data)
        ours = access.system(OURS)
        assert len(await store.read(all_people, ours)) == 10
        assert await store.read(broken_counters, ours) == []
        assert {job.kind for job in await store.read(list_jobs, ours)} == {
            "horizon",
            "mail",
            "notice",
            "reminder",
            "zones",
        }
    finally:
        await store.close()


async def test_its_supper_asks_questions_of_every_type_and_has_few_seats_left(address: Address) -> None:
    store = await opened(address)
    try:
        demo = await told(store, address.data)
        ours, prokey = access.system(OURS), demo["add_to_calendar_pro"]["events"]["rsvp"]
        event = await store.read(show_event, ours, prokey)
        assert demo["rsvp_block"] == event.rsvp_block
        form = (await store.read(show_template, ours, TemplateKind.RSVP_FORM, demo["rsvp_block"])).choices
        assert isinstance(form, RsvpForm)
        assert {field.type for field in form.fields} == set(get_args(FieldType))
        assert form.waiting_list
        assert (form.seats_max or 0) - await store.read(
            seats_taken, visitor(OURS), prokey, now=SystemClock().now()
        ) == 5
    finally:
        await store.close()


async def test_its_concert_uses_the_other_templates(address: Address) -> None:
    store = await opened(address)
    try:
        demo = await told(store, address.data)
        prokey = demo["add_to_calendar_pro"]["events"]["single"]
        event = await store.read(show_event, access.system(OURS), prokey)
        used = (event.layout, event.landingpage, event.cta_block)
        assert used == (demo["style"], demo["landingpage"], demo["cta_block"])
    finally:
        await store.close()


async def test_a_second_start_changes_nothing(address: Address) -> None:
    store = await opened(address)
    try:
        first = await told(store, address.data)
        assert await told(store, address.data) == first
        assert len(await store.read(all_people, access.system(OURS))) == 10
    finally:
        await store.close()


async def test_at_another_address_only_that_is_told_anew(address: Address) -> None:
    store = await opened(address)
    try:
        first = await told(store, address.data)
        assert await told(store, address.data, "http://127.0.0.1:9") == {**first, "base_url": "http://127.0.0.1:9"}
    finally:
        await store.close()


async def test_what_holds_something_else_is_left_alone(address: Address) -> None:
    store = await opened(address)
    try:
        await told(store, address.data)
        (address.data / FILE_NAME).unlink()
        with pytest.raises(WrongSetting, match="fills an empty database"):
            await told(store, address.data)
        assert await store.read(organization_numbers, access.system(0)) == [OURS, OTHERS]
    finally:
        await store.close()

"""A deleted template that very many use: it is gone for everybody at once, and out of the rows a slice at a time."""

from typing import Any

import pytest

from kalends.actions.event import EventList, list_events, revise_event, show_event
from kalends.actions.group import list_groups, revise_group, show_group
from kalends.actions.page import page_version
from kalends.actions.template import create_template, delete_template, forget_template, revise_template, show_template
from kalends.domain import access, limits
from kalends.domain.errors import Refused
from kalends.domain.event import Event, EventPatch
from kalends.domain.group import GroupPatch
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.store.sql import Sql
from tests.actions.conftest import Choir
from tests.builders import MONDAY, date
from tests.loop import run

COLUMNS = {
    TemplateKind.STYLE: "layout",
    TemplateKind.LANDING_PAGE: "landingpage",
    TemplateKind.RSVP_FORM: "rsvp_block",
    TemplateKind.CALL_TO_ACTION: "cta_block",
}
CHOICES: dict[TemplateKind, dict[str, object]] = {
    TemplateKind.STYLE: {"options": ("ical",)},
    TemplateKind.CALL_TO_ACTION: {"type": "none"},
}
MANY = 5


@pytest.fixture(autouse=True)
def _slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS_PER_SLICE", 2)


def template(choir: Choir, sort: TemplateKind) -> int:
    patch = TemplatePatch(name="Ours", choices=CHOICES.get(sort, {}))
    return int(choir.write(create_template, choir.olga, sort, patch, now=MONDAY).number)


def used(choir: Choir, sort: TemplateKind, number: int) -> list[Event]:
    fields: dict[str, Any] = {COLUMNS[sort]: number}
    return [choir.make(date(), rsvp=True, **fields) for _ in range(MANY)]


def delete(choir: Choir, sort: TemplateKind, number: int) -> None:
    choir.write(delete_template, choir.olga, sort, number, now=MONDAY)


def slices(choir: Choir, number: int) -> int:
    """Do the job; how many slices it took, the last of which finds nothing."""
    for done in range(1, 20):
        if not choir.write(forget_template, access.system(choir.number), number):
            return done
    raise AssertionError("it does not end")


def rows(choir: Choir, sort: TemplateKind, number: int) -> int:
    """How many events still hold it."""
    statement = Sql(f"SELECT COUNT(*) FROM events WHERE organization_id = :o AND {COLUMNS[sort]} = :number")

    async def counted(read: Any, _actor: Any) -> int:
        return int((await read.one(statement, number=number))[0])

    return run(choir.store.read(counted, choir.olga))


@pytest.mark.parametrize("sort", TemplateKind)
class TestATemplateThatManyUse:
    def test_is_gone_for_all_of_them_at_once(self, choir: Choir, sort: TemplateKind) -> None:
        number = template(choir, sort)
        events = used(choir, sort, number)
        delete(choir, sort, number)
        assert rows(choir, sort, number) == MANY
        shown = [choir.read(show_event, choir.olga, it.prokey) for it in events]
        listed = choir.read(list_events, choir.olga, EventList(), now=MONDAY)
        for event in (*shown, *listed):
            assert getattr(event, COLUMNS[sort]) is None
            assert event.settings.rsvp is (sort is not TemplateKind.RSVP_FORM)

    def test_goes_out_of_the_rows_a_slice_at_a_time(self, choir: Choir, sort: TemplateKind) -> None:
        number = template(choir, sort)
        events = used(choir, sort, number)
        delete(choir, sort, number)
        assert slices(choir, number) == 4
        assert rows(choir, sort, number) == 0
        event = choir.read(show_event, choir.olga, events[0].prokey)
        assert (getattr(event, COLUMNS[sort]), event.settings.rsvp) == (None, sort is not TemplateKind.RSVP_FORM)

    def test_is_not_there_any_more_while_it_goes(self, choir: Choir, sort: TemplateKind) -> None:
        number = template(choir, sort)
        used(choir, sort, number)
        delete(choir, sort, number)
        for deed in (
            lambda: choir.read(show_template, choir.olga, sort, number),
            lambda: choir.write(revise_template, choir.olga, sort, number, TemplatePatch(name="New"), now=MONDAY),
            lambda: delete(choir, sort, number),
        ):
            with pytest.raises(Refused, match="nothing by that name"):
                deed()

    def test_leaves_alone_what_took_another_one_meanwhile(self, choir: Choir, sort: TemplateKind) -> None:
        number, other = template(choir, sort), template(choir, sort)
        event = used(choir, sort, number)[0]
        delete(choir, sort, number)
        fields: dict[str, Any] = {COLUMNS[sort]: other, "rsvp": True}
        choir.write(revise_event, choir.olga, event.prokey, EventPatch(**fields), now=MONDAY)
        slices(choir, number)
        after = choir.read(show_event, choir.olga, event.prokey)
        assert (getattr(after, COLUMNS[sort]), after.settings.rsvp) == (other, True)

    def test_stays_while_nobody_has_deleted_it(self, choir: Choir, sort: TemplateKind) -> None:
        number = template(choir, sort)
        event = used(choir, sort, number)[0]
        assert slices(choir, number) == 1
        assert getattr(choir.read(show_event, choir.olga, event.prokey), COLUMNS[sort]) == number


class TestAGroupThatUsesIt:
    @pytest.mark.parametrize("sort", [sort for sort in TemplateKind if sort is not TemplateKind.RSVP_FORM])
    def test_is_without_it_at_once(self, choir: Choir, sort: TemplateKind) -> None:
        number, fields = template(choir, sort), {}
        fields[COLUMNS[sort]] = number
        choir.write(revise_group, choir.olga, choir.group.prokey, GroupPatch(**fields), now=MONDAY)  # type: ignore[arg-type]
        delete(choir, sort, number)
        for _ in range(2):
            shown = choir.read(show_group, choir.olga, choir.group.prokey).group
            assert getattr(shown, COLUMNS[sort]) is None
            assert [getattr(it, COLUMNS[sort]) for it in choir.read(list_groups, choir.olga, 10, 0)] == [None]
            slices(choir, number)

    def test_has_a_page_of_another_version_whatever_is_done_to_it(self, choir: Choir) -> None:
        number, versions = template(choir, TemplateKind.STYLE), [version(choir)]
        choir.make(layout=number)
        versions.append(version(choir))
        patch = TemplatePatch(name="New")
        choir.write(revise_template, choir.olga, TemplateKind.STYLE, number, patch, now=MONDAY)
        versions.append(version(choir))
        delete(choir, TemplateKind.STYLE, number)
        versions.append(version(choir))
        assert versions == sorted(set(versions))


def version(choir: Choir) -> int:
    return int(choir.read(page_version, choir.olga, choir.group.prokey))

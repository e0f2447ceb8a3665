"""Templates: what they are made of, and what a change leaves as it was."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kalends.domain import limits
from kalends.domain.errors import Kind, Refused
from kalends.domain.form_field import FormField
from kalends.domain.style import Style
from kalends.domain.template import (
    CHOICES,
    Template,
    TemplateKind,
    TemplatePatch,
    new_template,
    revise_template,
)  # fmt: skip
from tests.builders import MONDAY, TUESDAY

STYLE, PAGE, FORM, ACTION = TemplateKind
DIET = FormField(type="text", name="diet")
ALTO, BASS = (FormField(type="radio", name="voice", label=it, placeholder=it) for it in ("Alto", "Bass"))
NEEDED: dict[TemplateKind, dict[str, object]] = {
    STYLE: {"options": ("ical",)},
    PAGE: {},
    FORM: {},
    ACTION: {"type": "none"},
}


def template(kind: TemplateKind, **choices: object) -> Template:
    return new_template(1, kind, TemplatePatch(name="Spring", choices=NEEDED[kind] | choices), MONDAY)


def refusal(kind: TemplateKind, **choices: object) -> Refused:
    with pytest.raises(Refused) as caught:
        template(kind, **choices)
    return caught.value


class TestMaking:
    @pytest.mark.parametrize("kind", TemplateKind)
    def test_every_kind_has_choices_of_its_own(self, kind: TemplateKind) -> None:
        assert type(template(kind).choices) is CHOICES[kind]

    @pytest.mark.parametrize("kind", TemplateKind)
    def test_none_is_the_usual(self, kind: TemplateKind) -> None:
        plain = template(kind)
        unset = {name: None for name in CHOICES[kind].__struct_fields__ if name not in NEEDED[kind]}
        assert template(kind, **unset) == plain

    @pytest.mark.parametrize(("kind", "field"), [(STYLE, "options"), (ACTION, "type")])
    def test_what_has_no_usual_is_required(self, kind: TemplateKind, field: str) -> None:
        with pytest.raises(Refused) as caught:
            new_template(1, kind, TemplatePatch(name="Spring"), MONDAY)
        assert (caught.value.kind, caught.value.field) == (Kind.INVALID, field)

    @pytest.mark.parametrize(
        ("kind", "choices", "field"),
        [
            (STYLE, {"size": 11}, "size"),
            (STYLE, {"button_style": "custom"}, "stylesheet"),
            (PAGE, {"highlight_color": "#12"}, "highlight_color"),
            (FORM, {"seats_max": 0}, "seats_max"),
            (FORM, {"seats_per_answer": limits.SEATS_PER_ANSWER + 1}, "seats_per_answer"),
            (FORM, {"fields": (FormField(type="text"),)}, "fields[0].name"),
            (ACTION, {"fields": (FormField(type="radio", name="a", default="yes"),)}, "fields[0].default"),
            (FORM, {"fields": (DIET, FormField(type="number", name="diet"))}, "fields[1].name"),
            (FORM, {"fields": (ALTO, DIET, BASS)}, "fields[2].name"),
            (FORM, {"fields": (DIET, ALTO, FormField(type="radio", name="diet", placeholder="x"))}, "fields[2].name"),
            (FORM, {"fields": (FormField(type="number", name="age", default="many"),)}, "fields[0].default"),
            (FORM, {"fields": (DIET, FormField(type="radio", name="voice", label="Alto"))}, "fields[1].placeholder"),
            (FORM, {"fields": (DIET, FormField(type="radio", name="v", placeholder=" "))}, "fields[1].placeholder"),
            (FORM, {"fields": (FormField(type="label"),)}, "fields[0].label"),
            (FORM, {"fields": (FormField(type="label", label=" ", name="a"),)}, "fields[0].label"),
        ],
    )
    def test_what_cannot_be_is_refused_by_its_field(
        self, kind: TemplateKind, choices: dict[str, Any], field: str
    ) -> None:
        assert refusal(kind, **choices).field == field

    @pytest.mark.parametrize(
        "fields",
        [
            (ALTO, BASS, DIET),
            (ALTO, FormField(type="radio", name="other", placeholder="x"), DIET),
            (FormField(type="label", label="diet", name="diet"), DIET, FormField(type="label", label="diet")),
            (FormField(type="number", name="age", default="30"), FormField(type="number", name="size", default="1,5")),
            (FormField(type="number", name="age", default=""), FormField(type="number", name="size", default=None)),
            (FormField(type="hidden", name="source"),),
        ],
    )
    def test_what_can_be_asked_is_kept(self, fields: tuple[FormField, ...]) -> None:
        assert template(FORM, fields=fields).choices.fields == fields  # type: ignore[union-attr]

    def test_a_template_has_a_bound_and_may_reach_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        closes_at = datetime(2026, 12, 24, tzinfo=UTC)
        size = len(b'{"closes_at":"2026-12-24T00:00:00Z"}')
        monkeypatch.setattr(limits, "TEMPLATE_FIELDS_BYTES", size)
        template(FORM, closes_at=closes_at)
        monkeypatch.setattr(limits, "TEMPLATE_FIELDS_BYTES", size - 1)
        assert refusal(FORM, closes_at=closes_at).kind is Kind.TOO_LARGE


class TestChanging:
    def test_only_what_was_sent_changes(self) -> None:
        before = template(STYLE, size=3, inline=True)
        after = revise_template(before, TemplatePatch(choices={"size": 4}), TUESDAY)
        assert after.choices == Style(options=("ical",), size=4, inline=True)
        assert (after.name, after.created_at, after.updated_at) == ("Spring", MONDAY, TUESDAY)

    def test_what_changes_nothing_is_the_same(self) -> None:
        before = template(STYLE, size=3)
        assert revise_template(before, TemplatePatch(name="Spring", choices={"size": 3}), TUESDAY) is before
        assert revise_template(before, TemplatePatch(), TUESDAY) is before

    def test_what_has_no_usual_cannot_be_cleared(self) -> None:
        with pytest.raises(Refused, match="cleared"):
            revise_template(template(STYLE), TemplatePatch(choices={"options": None}), TUESDAY)

    def test_a_change_is_checked_with_what_was_there(self) -> None:
        before = template(STYLE, button_style="custom", stylesheet="https://example.org/a.css")
        with pytest.raises(Refused, match="stylesheet"):
            revise_template(before, TemplatePatch(choices={"stylesheet": None}), TUESDAY)

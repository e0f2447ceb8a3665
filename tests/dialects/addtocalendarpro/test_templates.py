"""Styles, landing pages, RSVP forms and calls to action: kept, typed, and let go (reference §1.7 to §1.10)."""

from typing import Any

import pytest

from kalends.domain import limits
from tests.dialects.addtocalendarpro.office import Office

ASKED: list[dict[str, Any]] = [
    {"type": "label", "label": "Which voice?"},
    {"type": "radio", "name": "voice", "label": "Alto", "placeholder": "alto", "default": True},
    {"type": "radio", "name": "voice", "label": "Bass", "placeholder": "bass", "default": False},
    {"type": "text", "name": "diet", "required": False, "label": "Diet", "placeholder": "none", "default": ""},
    {"type": "number", "name": "age", "required": True, "default": "30"},
    {"type": "checkbox", "name": "parking", "default": True},
    {"type": "hidden", "name": "header", "default": '{"X-Key": "1"}'},
]
FULL: dict[str, dict[str, Any]] = {
    "style": {
        "name": "Blue", "options": ["apple", "google"], "optionsMobile": ["google"], "optionsIOS": ["apple"],
        "buttonStyle": "custom", "customCss": "https://example.org/blue.css", "inline": True, "buttonsList": True,
        "trigger": "click", "listStyle": "modal", "hideBackground": True, "hideIconButton": True, "hideIconList": True,
        "hideIconModal": True, "hideTextLabelButton": True, "hideTextLabelList": True, "hideCheckmark": True,
        "lightMode": "bodyScheme", "language": "de", "customLabels": {"modal.button.default": "Los"},
        "images": ["https://example.org/a.png"], "hideRichData": True, "identifier": "spring",
        "bypassWebViewCheck": True, "hideBranding": True, "inlineRsvp": True, "pastDateHandling": "hide", "size": "10",
        "proxy": False, "forceOverlay": True, "styleLight": {"--btn-background": "#fff"},
        "styleDark": {"--btn-background": "rgb(0, 0, 0)"}, "load_async": True,
    },
    "landingpage": {
        "name": "Spring", "title": "Come", "intro": "<p>Hello</p>", "legal": "<p>Us</p>", "highlight_color": "#1e90ff",
        "background": "gradient", "gradient_direction": "linear-br", "background_color_1": "#fff",
        "background_color_2": "#000000ff", "image_repeat": True, "meta_title_override": "Spring",
        "meta_description_override": "All of it", "meta_robots_override": True, "custom_domain": 7,
    },
    "rsvp-block": {
        "name": "Seats", "max": 50, "maxpp": 2, "expires": "2026-12-24T18:00:00.000Z", "maybe_option": True,
        "initial_confirmation": True, "doi": True, "headline": "Coming?", "text": "<p>Do</p>", "fields": ASKED,
        "email_rsvp_doi": 1, "email_rsvp_thank_you": 2, "email_rsvp_signup_confirmation": 3,
        "email_rsvp_change_confirmation": 4, "email_rsvp_event_update": 5, "email_rsvp_magic_link": 6,
        "email_rsvp_second_signup": 7,
    },
    "cta-block": {
        "name": "Thanks", "type": "form", "headline": "Thanks", "text": "<p>Stay</p>", "fields": ASKED,
        "url": "https://example.org/form", "button_label": "Send",
    },
}  # fmt: skip
LEAST: dict[str, dict[str, Any]] = {
    "style": {"name": "Blue", "options": ["ical"]},
    "landingpage": {"name": "Spring"},
    "rsvp-block": {"name": "Seats"},
    "cta-block": {"name": "Thanks", "type": "none"},
}
USUAL: dict[str, dict[str, Any]] = {
    "style": {
        "options": ["ical"], "buttonStyle": "default", "trigger": "hover", "listStyle": "dropdown",
        "lightMode": "light", "language": "en", "pastDateHandling": "none", "size": "6", "proxy": True,
    },
    "landingpage": {"background": "solid"},
    "rsvp-block": {"maxpp": 1, "fields": []},
    "cta-block": {"type": "none", "fields": []},
}  # fmt: skip
RESOURCES = list(FULL)


def made(office: Office, resource: str, **fields: Any) -> str:
    """A new template's id."""
    return str(office.post(f"/{resource}", {**LEAST[resource], **fields})["id"])


@pytest.mark.parametrize("resource", RESOURCES)
class TestEveryKind:
    def test_a_deed_answers_with_the_id_as_text_and_reading_as_number(self, office: Office, resource: str) -> None:
        answer = office.post(f"/{resource}", LEAST[resource])
        assert answer == {"status": "success", "message": "created", "id": answer["id"]}
        number = office.get(f"/{resource}/{answer['id']}")["id"]
        assert (type(number), str(number)) == (int, answer["id"])

    def test_every_field_comes_back_as_written(self, office: Office, resource: str) -> None:
        template = office.get(f"/{resource}/{made(office, resource, **FULL[resource])}")
        assert {key: template[key] for key in FULL[resource]} == FULL[resource]
        own = {"id", "date_created", "date_updated"} | (
            {"header_image", "image"} if resource == "landingpage" else set()
        )
        assert template.keys() == FULL[resource].keys() | own
        assert list(template)[:2] == ["id", "name"]

    def test_what_was_not_sent_is_as_usual(self, office: Office, resource: str) -> None:
        template = office.get(f"/{resource}/{made(office, resource)}")
        told = {key: value for key, value in template.items() if value not in (None, False)}
        assert told.pop("id")
        assert told == {**USUAL[resource], "name": LEAST[resource]["name"], "date_created": "2026-01-05T09:00:00.000Z"}

    def test_only_what_is_sent_changes_and_put_is_patch(self, office: Office, resource: str) -> None:
        number = made(office, resource, **FULL[resource])
        for method, name in (("PATCH", "Red"), ("PUT", "Green")):
            answer = office.call(method, f"/{resource}/{number}", {"name": name})
            assert answer.json() == {"status": "success", "message": "updated", "id": number}
            template = office.get(f"/{resource}/{number}")
            assert {key: template[key] for key in FULL[resource]} == {**FULL[resource], "name": name}
            assert template["date_updated"] == "2026-01-05T09:00:00.000Z"

    def test_null_puts_the_usual_back(self, office: Office, resource: str) -> None:
        number = made(office, resource, **FULL[resource])
        needed = LEAST[resource]
        office.patch(f"/{resource}/{number}", {key: None for key in FULL[resource] if key not in needed} | needed)
        other = office.get(f"/{resource}/{made(office, resource)}")
        template = office.get(f"/{resource}/{number}")
        assert {**template, "id": 0, "date_updated": 0} == {**other, "id": 0, "date_updated": 0}

    def test_what_was_read_can_be_sent_back_and_changes_nothing(self, office: Office, resource: str) -> None:
        number = made(office, resource, **FULL[resource])
        before = office.get(f"/{resource}/{number}")
        office.patch(f"/{resource}/{number}", before)
        assert office.get(f"/{resource}/{number}") == before

    def test_lists_show_ids_and_names_and_latest_is_the_whole(self, office: Office, resource: str) -> None:
        assert office.refused(404, "GET", f"/{resource}/latest") == "No entry found"
        first, second = made(office, resource, name="First"), made(office, resource, name="Second")
        items = [{"id": int(first), "name": "First"}, {"id": int(second), "name": "Second"}]
        assert office.get(f"/{resource}/all") == items
        assert office.get(f"/{resource}/latest") == office.get(f"/{resource}/{second}")

    def test_a_deleted_one_is_gone(self, office: Office, resource: str) -> None:
        number = made(office, resource)
        answer = office.delete(f"/{resource}/{number}")
        assert answer == {"status": "success", "message": "deleted", "id": number}
        for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
            assert office.refused(404, method, f"/{resource}/{number}", body) == "No entry found"

    def test_one_kind_s_id_is_no_other_kind_s(self, office: Office, resource: str) -> None:
        number = made(office, resource)
        for other in RESOURCES:
            if other != resource:
                assert office.refused(404, "GET", f"/{other}/{number}") == "No entry found"

    def test_a_name_is_required_and_one_line(self, office: Office, resource: str) -> None:
        for name in (None, "", "  ", "two\r\nlines", 7, "x" * 301):
            message = office.refused(400, "POST", f"/{resource}", {**LEAST[resource], "name": name})
            assert message.startswith("name: ")
        bare = {key: value for key, value in LEAST[resource].items() if key != "name"}
        assert office.refused(400, "POST", f"/{resource}", bare).startswith("name: ")

    def test_a_template_may_be_large_and_not_larger(self, office: Office, resource: str) -> None:
        text = {"style": "images", "landingpage": "intro", "rsvp-block": "text", "cta-block": "text"}[resource]
        many = (
            [f"https://example.org/{'x' * 900}/{number}" for number in range(80)] if text == "images" else "x" * 20_001
        )
        answer = office.call("POST", f"/{resource}", {**LEAST[resource], text: many})
        assert answer.status_code == (413 if text == "images" else 400)


class TestOnlyByTheVendorsApplication:
    def test_images_of_a_landing_page_are_shown_and_never_set(self, office: Office) -> None:
        number = made(office, "landingpage", header_image="99ec3e7f-ef04-4bbb-a3d7-e30736f0a0a0", image=7)
        template = office.get(f"/landingpage/{number}")
        assert (template["header_image"], template["image"]) == (None, None)


class TestTolerating:
    def test_a_size_may_be_a_number(self, office: Office) -> None:
        assert office.get(f"/style/{made(office, 'style', size=3)}")["size"] == "3"

    def test_ids_may_be_text(self, office: Office) -> None:
        assert office.get(f"/rsvp-block/{made(office, 'rsvp-block', email_rsvp_doi='12')}")["email_rsvp_doi"] == 12

    def test_a_moment_may_have_an_offset(self, office: Office) -> None:
        number = made(office, "rsvp-block", expires="2026-12-24T20:00:00+02:00")
        assert office.get(f"/rsvp-block/{number}")["expires"] == "2026-12-24T18:00:00.000Z"

    def test_html_outside_the_few_tags_is_cleaned(self, office: Office) -> None:
        number = made(office, "cta-block", text='<p onclick="x()">Hi<script>alert(1)</script></p>')
        assert office.get(f"/cta-block/{number}")["text"] == "<p>Hi</p>"


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("style", {"options": []}, "options"),
    ("style", {"options": None}, "options"),
    ("style", {"options": "apple"}, "options"),
    ("style", {"options": ["apple", "lotus"]}, "options[1]"),
    ("style", {"options": [None]}, "options[0]"),
    ("style", {"optionsIOS": ["lotus"]}, "optionsIOS[0]"),
    ("style", {"buttonStyle": "4d"}, "buttonStyle"),
    ("style", {"buttonStyle": "custom"}, "customCss"),
    ("style", {"customCss": "javascript:alert(1)"}, "customCss"),
    ("style", {"inline": "true"}, "inline"),
    ("style", {"trigger": "stare"}, "trigger"),
    ("style", {"listStyle": ["modal"]}, "listStyle"),
    ("style", {"lightMode": "dusk"}, "lightMode"),
    ("style", {"language": "tlh"}, "language"),
    ("style", {"pastDateHandling": "mourn"}, "pastDateHandling"),
    ("style", {"size": "11"}, "size"),
    ("style", {"size": "big"}, "size"),
    ("style", {"size": -1}, "size"),
    ("style", {"size": 1.5}, "size"),
    ("style", {"images": ["/a.png"]}, "images[0]"),
    ("style", {"customLabels": {"a": 1}}, "customLabels"),
    ("style", {"customLabels": ["a"]}, "customLabels"),
    ("style", {"styleLight": {"--x": "red; } body { display: none"}}, "styleLight"),
    ("style", {"styleDark": {"a b": "red"}}, "styleDark"),
    ("style", {"identifier": "a\nb"}, "identifier"),
    ("landingpage", {"highlight_color": "blue"}, "highlight_color"),
    ("landingpage", {"background_color_1": "#12345"}, "background_color_1"),
    ("landingpage", {"background": "video"}, "background"),
    ("landingpage", {"gradient_direction": "up"}, "gradient_direction"),
    ("landingpage", {"meta_robots_override": "noindex"}, "meta_robots_override"),
    ("landingpage", {"meta_title_override": "a\nb"}, "meta_title_override"),
    ("landingpage", {"custom_domain": "example.org"}, "custom_domain"),
    ("rsvp-block", {"max": 0}, "max"),
    ("rsvp-block", {"max": "50"}, "max"),
    ("rsvp-block", {"max": True}, "max"),
    ("rsvp-block", {"maxpp": 0}, "maxpp"),
    ("rsvp-block", {"maxpp": 1_001}, "maxpp"),
    ("rsvp-block", {"expires": "tomorrow"}, "expires"),
    ("rsvp-block", {"expires": 7}, "expires"),
    ("rsvp-block", {"expires": "2026-02-30T00:00:00Z"}, "expires"),
    ("rsvp-block", {"doi": 1}, "doi"),
    ("rsvp-block", {"email_rsvp_doi": "first"}, "email_rsvp_doi"),
    ("rsvp-block", {"fields": {}}, "fields"),
    ("rsvp-block", {"fields": ["text"]}, "fields[0]"),
    ("rsvp-block", {"fields": [{"name": "a"}]}, "fields[0].type"),
    ("rsvp-block", {"fields": [{"type": "date", "name": "a"}]}, "fields[0].type"),
    ("rsvp-block", {"fields": [{"type": "text"}]}, "fields[0].name"),
    ("rsvp-block", {"fields": [{"type": "text", "name": "a", "required": "yes"}]}, "fields[0].required"),
    ("rsvp-block", {"fields": [{"type": "text", "name": "a", "default": True}]}, "fields[0].default"),
    ("cta-block", {"fields": [{"type": "checkbox", "name": "a", "default": "yes"}]}, "fields[0].default"),
    ("cta-block", {"fields": [{"type": "text", "name": "a\u0000"}]}, ""),
    ("cta-block", {"type": "dance"}, "type"),
    ("cta-block", {"type": None}, "type"),
    ("cta-block", {"url": "javascript:alert(1)"}, "url"),
    ("cta-block", {"headline": "a\nb"}, "headline"),
    ("cta-block", {"button_label": 7}, "button_label"),
]


class TestRefusing:
    @pytest.mark.parametrize(("resource", "fields", "named"), WRONG)
    def test_what_cannot_be_is_refused_by_its_field(
        self, office: Office, resource: str, fields: dict[str, Any], named: str
    ) -> None:
        message = office.refused(400, "POST", f"/{resource}", {**LEAST[resource], **fields})
        assert message.startswith(f"{named}: " if named else "")
        assert office.get(f"/{resource}/all") == []

    def test_what_the_fields_were_is_replaced_as_a_whole(self, office: Office) -> None:
        number = made(office, "rsvp-block", fields=ASKED)
        office.patch(f"/rsvp-block/{number}", {"fields": [ASKED[3]]})
        assert office.get(f"/rsvp-block/{number}")["fields"] == [ASKED[3]]


class TestReferring:
    def test_events_and_groups_refer_by_number_or_by_text(self, office: Office) -> None:
        ids = {
            key: made(office, name)
            for key, name in zip(("layout", "landingpage", "rsvp_block", "cta_block"), FULL, strict=True)
        }
        group = office.group(**{key: value for key, value in ids.items() if key != "rsvp_block"})
        event = office.get(f"/event/{office.event(group, **ids)}")
        assert {key: event[key] for key in ids} == {key: int(value) for key, value in ids.items()}
        assert office.get(f"/group/{group}")["layout"] == int(ids["layout"])

    def test_one_that_is_not_there_is_refused_by_its_field(self, office: Office) -> None:
        group, wrong_kind = office.group(), made(office, "cta-block")
        event = office.event(group)
        for key, value in (("layout", wrong_kind), ("landingpage", 77), ("rsvp_block", -1), ("cta_block", 2**62)):
            message = office.refused(400, "PATCH", f"/event/{event}", {key: value})
            assert message.startswith(f"{key}: ")

    def test_what_used_a_deleted_one_stays_without_it(self, office: Office) -> None:
        ids = {
            key: made(office, name)
            for key, name in zip(("layout", "landingpage", "rsvp_block", "cta_block"), FULL, strict=True)
        }
        group = office.group(**{key: value for key, value in ids.items() if key != "rsvp_block"})
        event = office.event(group, **ids)
        for name, number in zip(FULL, ids.values(), strict=True):
            office.delete(f"/{name}/{number}")
        assert {key: office.get(f"/event/{event}")[key] for key in ids} == dict.fromkeys(ids)
        shown = office.get(f"/group/{group}")
        assert [shown[key] for key in ("layout", "landingpage", "cta_block")] == [None] * 3

    def test_events_whose_form_is_deleted_are_ordinary_ones(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "ROWS_PER_SLICE", 2)
        form, group = made(office, "rsvp-block"), office.group()
        asking = [office.event(group, rsvp=True, rsvp_block=form, iCalFileName="a") for _ in range(3)]
        others = [office.event(group, rsvp=True), office.event(group, rsvp=True, rsvp_block=made(office, "rsvp-block"))]
        office.delete(f"/rsvp-block/{form}")
        told = [office.get(f"/event/{prokey}") for prokey in asking]
        assert [(it["rsvp"], it["rsvp_block"], it["iCalFileName"]) for it in told] == [(False, None, "a")] * 3
        assert all(office.get(f"/event/{prokey}")["rsvp"] for prokey in others)

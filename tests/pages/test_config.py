"""config.json: what buttons on other people's pages are made of (reference §3.2, §5.6)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.actions.event import delete_event, set_event_status
from kalends.actions.group import revise_group
from kalends.actions.template import create_template
from kalends.dialects.addtocalendarpro.template_words import CALL_TO_ACTION, RSVP_FORM, STYLE
from kalends.domain.event import DateStatus, Event, Transparency
from kalends.domain.form_field import FormField
from kalends.domain.group import GroupPatch, Status, Subscription
from kalends.domain.place import new_place
from kalends.domain.style import Style
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.pages.config_style import KEYS, style_keys
from kalends.pages.pseudo_tags import pseudo_tags
from tests.builders import date, day
from tests.cast import PUBLIC_URL
from tests.pages.site import UNKNOWN, Site

ALL = ["apple", "google", "ical", "ms365", "msteams", "outlookcom", "yahoo"]
LED = {"organizer_name": "Olga Brandt", "organizer_email": "olga@example.org"}


def config(site: Site, of: Event | str) -> Any:
    answer = site.get(of, "/config.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json()


def only_date(site: Site, *dates: Any, **fields: Any) -> Any:
    (one,) = config(site, site.make(*dates, **fields))["dates"]
    return one


def template(site: Site, kind: TemplateKind, **choices: Any) -> int:
    patch, now = TemplatePatch(name="Any", choices=choices), site.world.clock.now()
    return site.world.do(create_template, site.world.olga.acting(), kind, patch, now=now).number


def https(site: Site) -> Site:
    """The same server at an address that begins with https, and has a path."""
    site.world.__dict__["context"] = replace(site.world.context, public_url="https://example.org/events")
    return site


class TestAsAnAnswer:
    def test_any_page_may_read_it(self, site: Site) -> None:
        for key in (site.make().prokey, site.make(rsvp=True).prokey, site.group):
            answer = site.get(key, "/config.json", Origin="https://elsewhere.example")
            assert answer.headers["Access-Control-Allow-Origin"] == "*"

    def test_what_is_known_is_not_sent_again(self, site: Site) -> None:
        event = site.make()
        first = site.get(event, "/config.json")
        again = site.get(event, "/config.json", **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        site.revise(event, dates=[date(name="Evensong")])
        assert site.get(event, "/config.json", **{"If-None-Match": first.headers["ETag"]}).status_code == 200

    def test_head_answers_as_get_does(self, site: Site) -> None:
        path = f"/{site.make().prokey}/config.json"
        head, get = site.world.ask("HEAD", path), site.world.get(path)
        assert (head.status_code, head.headers["ETag"]) == (200, get.headers["ETag"])

    @pytest.mark.parametrize("rest", ["/config.json", "/button.json", "/embed"])
    def test_what_is_hidden_is_as_if_it_were_not(self, site: Site, rest: str) -> None:
        olga, now = site.world.olga.acting(), site.world.clock.now()
        draft, gone, secret = site.make(), site.make(), site.make(group=site.world.board.prokey)
        site.world.do(set_event_status, olga, draft.prokey, Status.DRAFT, now=now)
        site.world.do(delete_event, olga, gone.prokey, now=now)
        unknown = site.get(UNKNOWN, rest)
        assert unknown.content == site.get(UNKNOWN).content
        for key in (draft.prokey, gone.prokey, secret.prokey, site.world.board.prokey):
            hidden = site.get(key, rest)
            assert (hidden.status_code, hidden.content) == (404, unknown.content)
            assert sorted(hidden.headers.items()) == sorted(unknown.headers.items())


class TestDates:
    def test_are_a_list_with_every_key(self, site: Site) -> None:
        told = date(
            description="<p>One</p>",
            place=new_place("Hall", "Lane 1"),
            availability=Transparency.OPAQUE,
            attendee_name="Vera",
            attendee_email="vera@example.org",
            **LED,
        )
        event = site.make(told)
        read = config(site, event)
        assert read["name"] == "Rehearsal"
        assert read["dates"] == [
            {
                "name": "Rehearsal",
                "description": "[p]One[/p]",
                "startDate": "2026-01-05",
                "startTime": "19:00",
                "endDate": "2026-01-05",
                "endTime": "21:00",
                "timeZone": "Europe/Berlin",
                "location": "Hall, Lane 1",
                "status": "CONFIRMED",
                "availability": "busy",
                "organizer": "Olga Brandt|olga@example.org",
                "attendee": "Vera|vera@example.org",
                "uid": event.prokey,
                "sequence": 0,
                "created": "20260105T090000Z",
                "updated": "20260105T090000Z",
            }
        ]

    def test_what_is_not_there_is_left_out(self, site: Site) -> None:
        kept = {"name", "startDate", "endDate", "status", "uid", "sequence", "created", "updated"}
        assert {*only_date(site, day())} == kept

    def test_whole_days_have_no_times_and_end_with_the_last(self, site: Site) -> None:
        read = only_date(site, day(end_date="2026-06-03", zone="Asia/Tokyo"))
        assert (read["startDate"], read["endDate"]) == ("2026-06-01", "2026-06-03")
        assert not {"startTime", "endTime", "timeZone"} & {*read}

    def test_a_time_without_a_zone_is_in_gmt(self, site: Site) -> None:
        assert only_date(site, date(zone=None))["timeZone"] == "Etc/GMT"

    def test_days_that_move_with_today_stay_as_they_were_written(self, site: Site) -> None:
        read = only_date(site, date(start_date="today+4", end_date="today+5"))
        assert (read["startDate"], read["endDate"]) == ("today+4", "today+5")
        assert only_date(site, day(start_date="today"))["endDate"] == "today"

    def test_come_by_start_and_are_called_as_a_series(self, site: Site) -> None:
        event = site.make(date(name="Late", start_date="2026-01-09"), date(name="Early"), title="Tour")
        read = config(site, event)
        assert (read["name"], [it["name"] for it in read["dates"]]) == ("Tour", ["Early", "Late"])
        assert len({it["uid"] for it in read["dates"]}) == 2

    def test_their_state_is_told_in_capitals(self, site: Site) -> None:
        for status in DateStatus:
            assert only_date(site, date(status=status))["status"] == status.value

    def test_a_change_is_told_of(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-09"))
        site.world.clock.move(datetime(2026, 1, 6, 9, tzinfo=UTC) - site.world.clock.now())
        site.revise(event, dates=[date(start_date="2026-03-10")])
        (read,) = config(site, event)["dates"]
        assert (read["sequence"], read["created"], read["updated"]) == (1, "20260105T090000Z", "20260106T090000Z")


class TestPeople:
    def test_an_attendee_needs_an_organizer(self, site: Site) -> None:
        assert "attendee" not in only_date(site, date(attendee_name="Vera", attendee_email="vera@example.org"))

    def test_without_a_name_the_address_stands_for_it(self, site: Site) -> None:
        assert only_date(site, date(organizer_email="o@x.example"))["organizer"] == "o@x.example|o@x.example"

    def test_no_name_can_be_taken_for_an_address(self, site: Site) -> None:
        told = date(organizer_name="Olga|Brandt", organizer_email="o@x.example")
        assert only_date(site, told)["organizer"] == "Olga Brandt|o@x.example"

    def test_who_has_no_address_or_one_they_refuse_is_left_out(self, site: Site) -> None:
        assert "organizer" not in only_date(site, date(organizer_name="Olga"))
        long = f"{'o' * 60}@{'x' * 50}.example"
        assert "organizer" not in only_date(site, date(organizer_name="Olga", organizer_email=long))


class TestRecurrence:
    def test_is_one_rule(self, site: Site) -> None:
        event = site.make(simplified=True, simple_type="weekly", interval=2, by_day="MO,TH", count=10)
        assert config(site, event)["recurrence"] == "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=MO,TH"
        assert "recurrence" not in config(site, site.make())

    @pytest.mark.parametrize(
        ("told", "until"), [(day(), "20260701T235959Z"), (date(), "20260701T215959Z")], ids=["whole days", "timed"]
    )
    def test_ends_at_a_moment(self, site: Site, told: Any, until: str) -> None:
        event = site.make(told, rule="RRULE:FREQ=WEEKLY;UNTIL=20260701")
        assert config(site, event)["recurrence"] == f"RRULE:FREQ=WEEKLY;UNTIL={until}"


class TestFiles:
    def test_the_one_file_is_named(self, site: Site) -> None:
        event = site.make(file_name="tour")
        read = config(site, event)
        assert (read["iCalFileName"], read["icsFile"]) == ("tour", f"{PUBLIC_URL}/{event.prokey}/tour.ics")
        assert site.world.get(f"/{event.prokey}/tour.ics").status_code == 200

    def test_none_where_there_is_none_or_it_would_not_do(self, site: Site) -> None:
        for event in (
            site.make(rsvp=True),
            site.make(day(start_date="today+4")),
            site.make(date(**LED), date(name="Two", start_date="2026-01-06", **LED)),
            site.make(date(name="Hello %%name%%")),
        ):
            assert "icsFile" not in config(site, event)


class TestForms:
    def test_are_told_as_their_template_says(self, site: Site) -> None:
        form = template(
            site,
            TemplateKind.RSVP_FORM,
            seats_max=10,
            seats_per_answer=3,
            closes_at=datetime(2026, 1, 7, 20, tzinfo=UTC),
            maybe_offered=True,
            first_answer_accepts=True,
            headline="Come",
            text="<p>Hello <strong>you</strong></p>",
            fields=(FormField(type="text", name="diet", required=True, label="Diet"),),
        )
        assert config(site, site.make(rsvp=True, rsvp_block=form))["rsvp"] == {
            "max": 10,
            "maxpp": 3,
            "expires": "2026-01-07T20:00:00.000Z",
            "initial_confirmation": True,
            "maybe_option": True,
            "headline": "Come",
            "text": "[p]Hello [strong]you[/strong][/p]",
            "fields": [{"type": "text", "name": "diet", "required": True, "label": "Diet"}],
        }

    def test_there_is_one_without_a_template_and_none_unasked(self, site: Site) -> None:
        usual = {"maxpp": 1, "initial_confirmation": False, "maybe_option": False, "fields": []}
        assert config(site, site.make(rsvp=True))["rsvp"] == usual
        form = site.form(seats_max=3)
        assert "rsvp" not in config(site, site.make(rsvp_block=form))

    def test_no_mail_template_and_nothing_internal_is_told(self, site: Site) -> None:
        told = config(site, site.make(rsvp=True, rsvp_block=site.form(seats_max=3)))["rsvp"]
        assert {*told} <= {key for key in RSVP_FORM if not key.startswith("email_")} - {"doi"}

    def test_a_call_to_action_is_told_where_it_is_switched_on(self, site: Site) -> None:
        call = template(
            site,
            TemplateKind.CALL_TO_ACTION,
            type="link",
            headline="Thanks",
            text="<p>See</p>",
            url="https://x.example/",
            button_label="Go",
        )
        read = config(site, site.make(call_to_action=True, cta_block=call))["ty"]
        assert {*read} == {*CALL_TO_ACTION}
        assert (read["type"], read["text"], read["url"]) == ("link", "[p]See[/p]", "https://x.example/")
        assert "ty" not in config(site, site.make(cta_block=call))
        nothing = template(site, TemplateKind.CALL_TO_ACTION, type="none")
        assert "ty" not in config(site, site.make(call_to_action=True, cta_block=nothing))


class TestStyle:
    def test_every_choice_has_the_key_that_the_style_itself_has(self) -> None:
        assert {key: name for key, (name, _) in STYLE.items()} == KEYS

    def test_stands_beside_everything_else(self, site: Site) -> None:
        style = template(
            site,
            TemplateKind.STYLE,
            options=("yahoo", "ical"),
            size=3,
            light_mode="dark",
            labels={"label.a": "b"},
            look_light={"btn-text": "#123", "--btn-border": "1px solid"},
            identifier="spring",
        )
        read = config(site, site.make(layout=style))
        assert read["options"] == ["yahoo", "ical"]
        assert (read["size"], read["lightMode"], read["identifier"]) == ("3", "dark", "spring")
        assert read["customLabels"] == {"label.a": "b"}
        assert read["styleLight"] == "--btn-text: #123; --btn-border: 1px solid;"
        assert not {"styleDark", "optionsIOS", "customCss", "images"} & {*read}

    def test_without_one_all_calendars_are_offered(self, site: Site) -> None:
        assert config(site, site.make())["options"] == ALL

    def test_what_would_leave_no_button_is_the_usual_instead(self) -> None:
        a_date = Style(options=("ical",), button_style="date")
        assert style_keys(a_date, asks=True, secure=True)["buttonStyle"] == "default"
        assert style_keys(a_date, asks=False, secure=True)["buttonStyle"] == "date"
        for sheet, style in (("https://x.example/a.css?v=1", "custom"), ("https://x.example/css", "default")):
            custom = Style(options=("ical",), button_style="custom", stylesheet=sheet)
            read = style_keys(custom, asks=False, secure=True)
            assert (read["buttonStyle"], "customCss" in read) == (style, style == "custom")


class TestOurAddress:
    def test_is_where_clicks_go_through_if_it_is_safe(self, site: Site) -> None:
        read = config(https(site), site.make())
        assert (read["landingpage"], read["proxy"]) == ({"domain": "example.org/events"}, True)

    def test_is_not_where_it_is_not(self, site: Site) -> None:
        read = config(site, site.make())
        assert (read["landingpage"], read["proxy"]) == ({"domain": "kalends.test"}, False)

    def test_is_not_where_the_style_does_not_want_it(self, site: Site) -> None:
        style = template(site, TemplateKind.STYLE, options=("ical",), proxied=False)
        assert config(https(site), site.make(layout=style))["proxy"] is False


class TestGroups:
    @pytest.mark.parametrize(
        ("patch", "subscribes", "lists"),
        [
            (GroupPatch(), True, False),
            (GroupPatch(overview_public=True), False, True),
            (GroupPatch(subscription=Subscription.CHILDREN), True, True),
            (GroupPatch(subscription=Subscription.EXTERNAL, subscription_url="https://x.example/a.ics"), True, False),
        ],
        ids=["plain", "overview", "children", "external"],
    )
    def test_are_subscribed_to_or_listed(self, site: Site, patch: GroupPatch, subscribes: bool, lists: bool) -> None:
        if patch != GroupPatch():
            site.world.do(revise_group, site.world.olga.acting(), site.group, patch, now=site.world.clock.now())
        read = config(site, site.group)
        assert (read["name"], read["dates"], read["landingpage"]) == ("Choir", [], {"domain": "kalends.test"})
        assert read.get("subscribe", False) is subscribes
        assert read.get("icsFile") == (f"{PUBLIC_URL}/{site.group}/calendar.ics" if subscribes else None)
        assert read.get("public_event_overview", False) is lists

    def test_tell_nothing_internal(self, site: Site) -> None:
        patch = GroupPatch(internal_note="for us alone", description="told elsewhere")
        site.world.do(revise_group, site.world.olga.acting(), site.group, patch, now=site.world.clock.now())
        assert "for us" not in json.dumps(config(site, site.group))


class TestDescriptions:
    @pytest.mark.parametrize(
        ("html", "told"),
        [
            ("<p>a</p>\n<p>b</p>", "[p]a[/p][p]b[/p]"),
            ("<h1>T</h1><p>a\nb</p>", "[h1]T[/h1][p]a[br]b[/p]"),
            ("one\ntwo", "one[br]two"),
            ("<ul><li>a</li>\n<li>b</li></ul>", "[ul][li]a[/li][li]b[/li][/ul]"),
            ("<p><em>a</em> <u>b</u></p>", "[p][em]a[/em] [u]b[/u][/p]"),
            ('<a href="https://x.example/?a=1&amp;b=[2|3]">l</a>', "[url]https://x.example/?a=1&b=%5B2%7C3%5D|l[/url]"),
            ("<a>nowhere</a>", "nowhere"),
            ("Salt &amp; Pepper", "Salt & Pepper"),
            ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
            ("&lt;script&gt;", "&lt;script>"),
            ("see [b] and [x] {/li}", "see [\u2060b] and [x] {\u2060/li}"),
            ("", ""),
        ],
    )
    def test_are_in_square_brackets(self, html: str, told: str) -> None:
        assert pseudo_tags(html) == told

    def test_no_markup_is_left_whatever_was_written(self, site: Site) -> None:
        told = "<p onclick=x>a<script>b</script><img src=x onerror=y>&lt;img src=x onerror=z&gt;</p>"
        assert "<" not in only_date(site, date(description=told))["description"]

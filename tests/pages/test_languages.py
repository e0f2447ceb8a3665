"""Twelve languages: whole, chosen by the visitor, and right about days, numbers and rules. Babel is the judge."""

import datetime as dt
import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

import babel
import msgspec
import pytest
from babel.dates import format_date, format_time, get_day_names, get_month_names
from babel.numbers import format_decimal

from kalends.domain.event import Event
from kalends.domain.place import new_place
from kalends.pages import languages, rule_words, words
from kalends.pages.languages import language
from tests.builders import date, day
from tests.pages.site import UNKNOWN, Site

TAGS = languages.TAGS
JUDGED = {"en": "en_GB"}
RULES = (
    "FREQ=DAILY;COUNT=3",
    "FREQ=DAILY;INTERVAL=2",
    "FREQ=WEEKLY;INTERVAL=5;BYDAY=MO,WE,SU;COUNT=22",
    "FREQ=MONTHLY;BYDAY=2MO,TU,-1SA;COUNT=1",
    "FREQ=MONTHLY;BYMONTHDAY=1,15,-1,-2,-5;UNTIL=20301231",
    "FREQ=YEARLY;INTERVAL=11;BYMONTH=1,9;BYMONTHDAY=6",
    "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU;COUNT=2",
)


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a language, with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from texts(item, f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}.{number}")


def table(tag: str) -> dict[str, str]:
    """The sentences of a language; how many forms a number has is each one's own affair."""
    whole = msgspec.structs.asdict(language(tag))
    for name in ("plural", "nth", "rule"):
        del whole[name]
    return dict(texts({name: msgspec.to_builtins(part) for name, part in whole.items()}))


def names_in(text: str) -> set[str]:
    """What a text is filled in with."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


class TestEveryLanguage:
    @pytest.mark.parametrize("tag", TAGS)
    def test_has_every_word(self, tag: str) -> None:
        said = table(tag)
        assert set(table("en")) - set(said) <= {".dates.first"}
        empty = {place for place, text in said.items() if not text.strip()}
        assert empty <= {".group"}

    @pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "en"])
    def test_says_it_in_its_own_words(self, tag: str) -> None:
        english, said = table("en"), table(tag)
        same = {place for place, text in said.items() if place.startswith((".text", ".states", ".answers", ".errors"))}
        assert len({place for place in same if english[place] == said[place]}) <= 2  # "Online" is a word everywhere

    @pytest.mark.parametrize("tag", TAGS)
    def test_is_filled_in_with_the_same_values(self, tag: str) -> None:
        english, said = table("en"), table(tag)
        parts = (".answers", ".errors", ".dates.zone", ".dates.usual_zone", ".dates.moved_from", ".dates.all_days")
        for place, text in english.items():
            if place.startswith(parts):
                assert names_in(said[place]) == names_in(text), place

    @pytest.mark.parametrize("tag", TAGS)
    def test_is_known_by_its_own_name(self, tag: str) -> None:
        assert (language(tag).tag, language(tag).name) == (tag, languages.NAMES[tag])
        assert (language(tag).direction == "rtl") == (babel.Locale.parse(tag).text_direction == "rtl")


class TestDays:
    @pytest.mark.parametrize("tag", TAGS)
    @pytest.mark.parametrize("month", range(1, 13))
    def test_are_written_as_the_judge_writes_them(self, tag: str, month: int) -> None:
        it, value, judge = language(tag), dt.date(2026, month, 2 + month), JUDGED.get(tag, tag)
        assert words.long_day(it, value) == format_date(value, "full", locale=judge)
        assert words.plain_date(it, value) == format_date(value, "long", locale=judge)
        assert it.dates.months[month - 1] == get_month_names("wide", locale=judge)[month]
        assert it.dates.weekdays_short[value.weekday()] == get_day_names("abbreviated", locale=judge)[value.weekday()]

    @pytest.mark.parametrize("tag", TAGS)
    @pytest.mark.parametrize("hour", [0, 7, 12, 19])
    def test_so_are_times(self, tag: str, hour: int) -> None:
        value = dt.datetime(2026, 3, 7, hour, 5)
        written = re.sub(r"\s", " ", words.clock(language(tag), value))
        assert written == re.sub(r"\s", " ", format_time(value, "short", locale=JUDGED.get(tag, tag)))

    def test_the_first_of_a_month_is_said_as_the_french_do(self) -> None:
        assert words.long_day(language("fr"), dt.date(2026, 5, 1)) == "vendredi 1er mai 2026"


class TestNumbers:
    @pytest.mark.parametrize("tag", TAGS)
    def test_have_the_judge_s_plurals(self, tag: str) -> None:
        judge = babel.Locale.parse(tag).plural_form
        assert [language(tag).plural(number) for number in range(1_000)] == [judge(number) for number in range(1_000)]

    @pytest.mark.parametrize("tag", TAGS)
    @pytest.mark.parametrize("number", [7, 999, 12_345, 1_234_567])
    def test_are_grouped_as_by_the_judge(self, tag: str, number: int) -> None:
        assert words.numeral(language(tag), number) == format_decimal(number, locale=tag)

    def test_of_four_digits_are_not_grouped_in_spain_and_poland(self) -> None:
        assert [words.numeral(language(tag), 3_660) for tag in ("es", "pl", "de")] == ["3660", "3660", "3.660"]

    @pytest.mark.parametrize(
        ("tag", "said"),
        [
            ("pl", ["Co 2 tygodnie", "Co 5 tygodni", "Co 22 tygodnie", "Co 12 tygodni"]),
            ("cs", ["Každé 2 týdny", "Každých 5 týdnů", "Každých 22 týdnů", "Každých 12 týdnů"]),
            ("ar", ["كل أسبوعين", "كل 5 أسابيع", "كل 22 أسبوعًا", "كل 12 أسبوعًا"]),
            ("sv", ["Varannan vecka", "Var 5:e vecka", "Var 22:a vecka", "Var 12:e vecka"]),
            ("ja", ["2週間ごと", "5週間ごと", "22週間ごと", "12週間ごと"]),
        ],
    )
    def test_bend_the_words_beside_them(self, tag: str, said: list[str]) -> None:
        assert [rule_words.sentence(tag, f"FREQ=WEEKLY;INTERVAL={n}", None) for n in (2, 5, 22, 12)] == said


class TestRules:
    @pytest.mark.parametrize("tag", TAGS)
    @pytest.mark.parametrize("rule", RULES)
    def test_are_said_in_every_language(self, tag: str, rule: str) -> None:
        said = rule_words.sentence(tag, rule, None)
        assert said is not None
        assert not set("{}") & set(said)
        assert tag == "en" or said != rule_words.sentence("en", rule, None)

    @pytest.mark.parametrize(
        ("tag", "said"),
        [
            ("en", "Every month on the second Monday and every Tuesday, 8 times"),
            ("de", "Jeden Monat am zweiten Montag und jeden Dienstag, 8-mal"),
            ("fr", "Tous les mois le deuxième lundi et chaque mardi, 8 fois"),
            ("es", "Cada mes el segundo lunes y cada martes, 8 veces"),
            ("it", "Ogni mese il secondo lunedì e ogni martedì, 8 volte"),
            ("pt", "Todos os meses na segunda segunda-feira e em cada terça-feira, 8 vezes"),
            ("nl", "Elke maand op de tweede maandag en elke dinsdag, 8 keer"),
            ("pl", "Co miesiąc w drugi poniedziałek i w każdy wtorek, 8 razy"),
            ("cs", "Každý měsíc ve druhé pondělí a každé úterý, 8krát"),
            ("sv", "Varje månad den andra måndagen och varje tisdag, 8 gånger"),
            ("ja", "毎月、第2月曜日と毎週火曜日、8回"),
            ("ar", "كل شهر يوم الاثنين الثاني وكل يوم الثلاثاء، 8 مرات"),
        ],
    )
    def test_the_seed_s_own_one(self, tag: str, said: str) -> None:
        assert rule_words.sentence(tag, "FREQ=MONTHLY;COUNT=8;BYDAY=2MO,TU", None) == said

    @pytest.mark.parametrize(
        ("tag", "said"), [("it", "l’ultima domenica"), ("pl", "w ostatnią niedzielę"), ("pt", "no último domingo")]
    )
    def test_agree_with_the_gender_of_the_day(self, tag: str, said: str) -> None:
        assert said in (rule_words.sentence(tag, "FREQ=MONTHLY;BYDAY=-1SU", None) or "")


class TestChoosing:
    @pytest.mark.parametrize(
        ("header", "tag"),
        [
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("fi,sv;q=0.8,en;q=0.3", "sv"),
            ("en;q=0.1, pl", "pl"),
            ("PT-br", "pt"),
            ("de;q=0, fr;q=0.5", "fr"),
            ("*", "en"),
            ("fi", "en"),
            ("", "en"),
            (";;,,q=1;=", "en"),
            ("de;q=nan, it;q=1.0", "it"),
            ("de;q=٣, it;q=0.2", "it"),
            ("x," * 10_000, "en"),
        ],
    )
    def test_follows_what_the_browser_prefers(self, header: str, tag: str) -> None:
        assert languages.accepted(header) == tag

    def test_a_visitor_s_choice_in_the_address_goes_before(self, site: Site) -> None:
        answer = site.get(site.make(), "?lang=fr", **{"Accept-Language": "de"})
        assert '<html lang="fr" dir="ltr">' in answer.text
        assert answer.headers["Content-Language"] == "fr"
        assert "Accept-Language" in answer.headers["Vary"]

    def test_and_is_kept_from_page_to_page(self, site: Site) -> None:
        event = site.make(date(), rsvp=True, simplified=True, simple_type="weekly", count=3)
        (first, *_) = site.meetings(event)
        text = site.get(event, "?lang=cs").text
        for link in (f"/{site.group}?lang=cs", f"/{event.prokey}?o={first.number}&amp;lang=cs"):
            assert f'href="{link}"' in text
        assert f'action="/{event.prokey}/answer?lang=cs"' in text
        sent = site.answer(event, "?lang=cs", answer="")
        assert '<html lang="cs"' in sent.text
        assert site.answer(event, "?lang=cs").headers["Location"].endswith("?answered=yes&lang=cs")

    def test_every_page_offers_all_of_them(self, site: Site) -> None:
        text = site.get(site.make(), "?lang=de").text
        assert re.findall(r'hreflang="(\w+)"', text) == list(TAGS)
        assert re.findall(r'hreflang="(\w+)" aria-current', text) == ["de"]

    @pytest.mark.parametrize("asked", ["xx", "", "../en", "en.py", "de%00", "de" * 500])
    def test_what_is_no_language_is_passed_by(self, site: Site, asked: str) -> None:
        answer = site.get(site.group, f"?lang={asked}", **{"Accept-Language": "nl"})
        assert answer.headers.get("Content-Language") in ("nl", "en")


class TestFromRightToLeft:
    @pytest.mark.parametrize("tag", [tag for tag in TAGS if language(tag).direction == "rtl"])
    def test_the_paths_in_a_sentence_keep_their_slashes_in_front(self, site: Site, tag: str) -> None:
        text = site.world.get(f"/?lang={tag}").text
        paths = re.findall(r"(?<![\w<\"./=])(.)(/(?:v1|v3|groups/v2)\b)(.)", text)
        assert paths == [("\u2066", path, "\u2069") for path in ("/v1", "/v3", "/groups/v2")]


class TestEveryPage:
    @pytest.mark.parametrize("tag", TAGS)
    def test_speaks_the_language(self, site: Site, tag: str) -> None:
        said = language(tag)
        for path, word in self.pages(site, said.text.add_to_calendar):
            answer = site.world.get(path, {"Accept-Language": tag})
            assert f'<html lang="{tag}" dir="{said.direction}">' in answer.text
            assert answer.headers["Content-Language"] == tag
            assert word is None or word in answer.text

    def pages(self, site: Site, word: str) -> list[tuple[str, str | None]]:
        march: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}
        single = site.make(date(place=new_place("Hall", "Street 1"), **march))
        events: list[Event] = [
            site.make(date(), simplified=True, simple_type="monthly", by_day="2MO,TU", count=8),
            site.make(date(), date(**march), title="Two"),
            site.make(day(start_date="2026-01-05")),
            site.make(date(start_date="today+4", end_date="today+4")),
            site.make(date(**march), rsvp=True),
        ]
        paths = [f"/{it.prokey}" for it in events]
        rest = [f"/{site.group}", f"/{site.group}?past=1", "/", f"/{UNKNOWN}", f"{paths[-1]}?answered=maybe"]
        return [(f"/{single.prokey}", word), *((path, None) for path in (*paths, *rest))]

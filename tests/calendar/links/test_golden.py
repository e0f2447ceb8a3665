"""The tables of the reference's §4, cell by cell: what each provider's address is, byte for byte."""

import pytest

from kalends.calendar.links import Device, Service, link, subscription
from tests.calendar.links.builders import timed, whole_days

GOOGLE = "https://calendar.google.com/calendar/"
HTML = (
    "%3Cp%3EBring%20%3Cstrong%3Ewater%3C%2Fstrong%3E%20%26amp%3B%20bread%3C%2Fp%3E"
    "%3Cul%3E%3Cli%3Eone%3C%2Fli%3E%3Cli%3Etwo%3C%2Fli%3E%3C%2Ful%3E"
)
PLAIN = "Bring%20water%20%26%20bread%0A%0A-%20one%0A-%20two"
TITLE, PLACE = "Choir%20%26%20Friends", "Hall%2C%20Lane%201"
NEW_YORK = f"dates=20500310T101500%2F20500310T233000&ctz=America/New_York&text={TITLE}&location={PLACE}&details={HTML}"
UTC = "startdt=2050-03-10T15:15:00Z&enddt=2050-03-11T04:30:00Z"
OUTLOOK = f"{UTC}&subject={TITLE}&location={PLACE}&body={HTML}"
MOBILE = "/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&"
TEAMS = (
    "https://teams.microsoft.com/l/meeting/new?startTime=2050-03-10T10%3A15%3A00-05%3A00"
    f"&endTime=2050-03-10T23%3A30%3A00-05%3A00&subject={TITLE}"
    f"&location={PLACE}%20%2F%2F%20&content={PLACE}%20%2F%2F%20{PLAIN}"
)
YAHOO = f"st=20500310T151500Z&et=20500311T043000Z&title={TITLE}&in_loc={PLACE}&desc={PLAIN}"

TIMED = {
    (Service.GOOGLE, Device.DESKTOP): f"{GOOGLE}r/eventedit?{NEW_YORK}",
    (Service.GOOGLE, Device.ANDROID): f"{GOOGLE}render?action=TEMPLATE&{NEW_YORK}",
    (Service.GOOGLE, Device.IOS): f"{GOOGLE}render?action=TEMPLATE&{NEW_YORK}%3Cbr%3E%3Cbr%3E{PLACE}",
    (Service.MS365, Device.DESKTOP): f"https://outlook.office.com/calendar/0/action/compose?rru=addevent&{OUTLOOK}",
    (Service.MS365, Device.ANDROID): f"https://outlook.office.com{MOBILE}{OUTLOOK}",
    (Service.MS365, Device.IOS): f"https://outlook.office.com{MOBILE}{OUTLOOK}",
    (Service.OUTLOOKCOM, Device.DESKTOP): f"https://outlook.live.com/calendar/0/action/compose?rru=addevent&{OUTLOOK}",
    (Service.OUTLOOKCOM, Device.ANDROID): f"https://outlook.live.com{MOBILE}{OUTLOOK}",
    (Service.MSTEAMS, Device.DESKTOP): TEAMS,
    (Service.MSTEAMS, Device.IOS): TEAMS,
    (Service.YAHOO, Device.DESKTOP): f"https://calendar.yahoo.com/?v=60&{YAHOO}",
    (Service.YAHOO, Device.IOS): f"https://calendar.yahoo.com/?v=60&{YAHOO}",
}

WHOLE_DAYS = {
    (Service.GOOGLE, 1): f"{GOOGLE}r/eventedit?dates=20500310%2F20500311&text=Tour",
    (Service.GOOGLE, 3): f"{GOOGLE}r/eventedit?dates=20500310%2F20500313&text=Tour",
    (Service.MS365, 1): "startdt=2050-03-10&enddt=2050-03-11&allday=true&subject=Tour",
    (Service.MS365, 3): "startdt=2050-03-10&enddt=2050-03-13&allday=true&subject=Tour",
    (Service.OUTLOOKCOM, 3): "startdt=2050-03-10&enddt=2050-03-13&allday=true&subject=Tour",
    (Service.MSTEAMS, 1): "new?startTime=2050-03-10+00:00&endTime=2050-03-11+00:00&subject=Tour",
    (Service.MSTEAMS, 3): "new?startTime=2050-03-10+00:00&endTime=2050-03-13+00:00&subject=Tour",
    (Service.YAHOO, 1): "https://calendar.yahoo.com/?v=60&dur=allday&st=20500310&title=Tour",
    (Service.YAHOO, 3): "https://calendar.yahoo.com/?v=60&st=20500310&et=20500313&title=Tour",
}

ON_TELEPHONES = {
    (Service.GOOGLE, 3): f"{GOOGLE}render?action=TEMPLATE&dates=20500310%2F20500313&text=Tour",
    (Service.MS365, 1): f"{MOBILE}startdt=2050-03-10&enddt=2050-03-10&allday=true&subject=Tour",
    (Service.OUTLOOKCOM, 3): f"{MOBILE}startdt=2050-03-10&enddt=2050-03-12&allday=true&subject=Tour",
    (Service.MSTEAMS, 1): (
        "new?startTime=2050-03-10T00%3A00%3A00-00%3A00&endTime=2050-03-11T00%3A00%3A00-00%3A00&subject=Tour"
    ),
    (Service.YAHOO, 3): "https://calendar.yahoo.com/?v=60&st=20500310&et=20500313&title=Tour",
}

FEED = "https://kalends.test/g/calendar.ics"
CID = "webcal%3A%2F%2Fkalends.test%2Fg%2Fcalendar.ics"
SUBSCRIPTIONS = {
    Service.GOOGLE: f"{GOOGLE}u/0/r?cid={CID}",
    Service.MS365: f"https://outlook.office.com/calendar/0/addfromweb/?url={CID}&name=Choir%20%26%20Co",
    Service.OUTLOOKCOM: f"https://outlook.live.com/calendar/0/addfromweb/?url={CID}&name=Choir%20%26%20Co",
    Service.APPLE: "webcal://kalends.test/g/calendar.ics",
    Service.ICAL: "webcal://kalends.test/g/calendar.ics",
    Service.YAHOO: None,
    Service.MSTEAMS: None,
}


class TestTheTable:
    @pytest.mark.parametrize(("service", "device"), TIMED, ids=str)
    def test_of_timed_events(self, service: Service, device: Device) -> None:
        assert link(service, timed(), device) == TIMED[service, device]

    @pytest.mark.parametrize(("service", "days"), WHOLE_DAYS, ids=str)
    def test_of_whole_days(self, service: Service, days: int) -> None:
        assert link(service, whole_days(days)).endswith(WHOLE_DAYS[service, days])

    @pytest.mark.parametrize(("service", "days"), ON_TELEPHONES, ids=str)
    @pytest.mark.parametrize("device", [Device.ANDROID, Device.IOS])
    def test_of_whole_days_on_telephones(self, service: Service, days: int, device: Device) -> None:
        assert link(service, whole_days(days), device).endswith(ON_TELEPHONES[service, days])

    def test_of_being_free_or_busy(self) -> None:
        assert link(Service.GOOGLE, whole_days(transparent=True)).endswith("&text=Tour&crm=AVAILABLE&trp=false")
        assert link(Service.GOOGLE, whole_days(transparent=False)).endswith("&text=Tour&crm=BUSY&trp=true")

    def test_of_rules(self) -> None:
        rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=MO,TH"
        url = link(Service.GOOGLE, whole_days(rrule=rule, transparent=True))
        recur = "recur=RRULE%3AFREQ%3DWEEKLY%3BINTERVAL%3D2%3BCOUNT%3D10%3BBYDAY%3DMO%2CTH"
        assert url.endswith(f"&text=Tour&{recur}&crm=AVAILABLE&trp=false")
        for service in (Service.MS365, Service.OUTLOOKCOM, Service.MSTEAMS, Service.YAHOO):
            assert link(service, whole_days(rrule=rule)) == link(service, whole_days())

    @pytest.mark.parametrize("service", Service)
    def test_of_subscriptions(self, service: Service) -> None:
        assert subscription(service, FEED, "Choir & Co") == SUBSCRIPTIONS[service]

    def test_of_a_calendar_that_is_google_s_own(self) -> None:
        own = "https://calendar.google.com/calendar/u/0?cid=abc"
        left = {it for it in Service if subscription(it, own, "x")}
        assert left == {Service.GOOGLE}
        assert subscription(Service.GOOGLE, own, "x") == (
            f"{GOOGLE}u/0/r?cid=https%3A%2F%2Fcalendar.google.com%2Fcalendar%2Fu%2F0%3Fcid%3Dabc"
        )
        file = "https://calendar.google.com/calendar/ical/x/public/basic.ics"
        assert subscription(Service.APPLE, file, "x") == file.replace("https", "webcal")

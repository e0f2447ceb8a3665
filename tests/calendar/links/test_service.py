"""Who is offered which calendars (reference §4, option filtering)."""

import pytest

from kalends.calendar.links import Device, Service, device_of, offered, offered_to_subscribe

PIXEL = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15"


class TestDevices:
    @pytest.mark.parametrize(
        ("agent", "device"),
        [
            (PIXEL, Device.ANDROID),
            (IPHONE, Device.IOS),
            (IPHONE.replace("iPhone", "iPad"), Device.IOS),
            (MAC, Device.DESKTOP),
            ("", Device.DESKTOP),
            (None, Device.DESKTOP),
        ],
    )
    def test_are_what_they_say_they_are(self, agent: str | None, device: Device) -> None:
        assert device_of(agent) is device


class TestOffers:
    def test_a_desktop_has_all_seven(self) -> None:
        assert set(offered(Device.DESKTOP)) == set(Service)

    def test_a_telephone_has_its_own_file_calendar_only(self) -> None:
        assert set(Service) - set(offered(Device.IOS)) == {Service.ICAL}
        assert set(Service) - set(offered(Device.ANDROID)) == {Service.APPLE}

    def test_the_likeliest_comes_first(self) -> None:
        assert [offered(it)[0] for it in Device] == [Service.GOOGLE, Service.GOOGLE, Service.APPLE]

    def test_a_series_is_for_those_that_keep_its_rule(self) -> None:
        assert offered(Device.DESKTOP, recurs=True) == (Service.GOOGLE, Service.APPLE, Service.ICAL)
        assert offered(Device.ANDROID, recurs=True) == (Service.GOOGLE, Service.ICAL)
        assert offered(Device.IOS, recurs=True) == (Service.APPLE,)

    def test_a_feed_is_for_those_that_subscribe_by_address(self) -> None:
        desktop = {Service.GOOGLE, Service.APPLE, Service.OUTLOOKCOM, Service.MS365, Service.ICAL}
        assert set(offered_to_subscribe(Device.DESKTOP)) == desktop
        assert offered_to_subscribe(Device.ANDROID) == (Service.GOOGLE, Service.ICAL)
        assert offered_to_subscribe(Device.IOS) == (Service.APPLE, Service.GOOGLE)

    def test_every_service_has_a_label(self) -> None:
        assert len({it.label for it in Service}) == len(Service)

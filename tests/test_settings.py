"""Settings come from flags, environment and file, in that order; the operator's manual shows them all."""

import re
import stat
from pathlib import Path

import pytest

from kalends.dialects.local import is_loopback
from kalends.settings import (
    SETTINGS,
    Settings,
    WrongSetting,
    installation_secret,
    make_folder,
    read_settings,
)

ROOT = Path(__file__).resolve().parents[1]
LINKS = {
    "KALENDS_SERVICE_HOST": "10.0.0.11",
    "KALENDS_SERVICE_PORT": "80",
    "KALENDS_SERVICE_PORT_HTTP": "80",
    "KALENDS_PORT": "tcp://10.0.0.11:80",
    "KALENDS_PORT_80_TCP": "tcp://10.0.0.11:80",
    "KALENDS_PORT_80_TCP_PROTO": "tcp",
    "KALENDS_PORT_80_TCP_PORT": "80",
    "KALENDS_PORT_80_TCP_ADDR": "10.0.0.11",
    "KALENDS_DATABASE_SERVICE_HOST": "fd00::11",
    "KALENDS_DATABASE_PORT": "tcp://[fd00::11]:5432",
    "KALENDS_DATABASE_PORT_53_UDP_ADDR": "fd00::11",
}


class TestWhoIsHeard:
    def test_without_any_choice_it_is_this_machine_only(self) -> None:
        assert read_settings({}, {}) == Settings()
        assert Settings().host == "127.0.0.1"

    def test_the_flag_before_the_environment_before_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "kalends.toml").write_text('host = "10.0.0.1"\nport = 1\npublic_url = "https://a.example"')
        environ = {"KALENDS_DATA": str(tmp_path), "KALENDS_HOST": "10.0.0.2", "KALENDS_PORT": "2"}
        settings = read_settings({"host": "10.0.0.3", "port": None}, environ)
        assert (settings.host, settings.port, settings.public_url) == ("10.0.0.3", 2, "https://a.example")
        assert settings.data == tmp_path

    def test_proxies_are_a_list_or_a_text(self, tmp_path: Path) -> None:
        (tmp_path / "kalends.toml").write_text('proxies = ["10.0.0.1", "10.0.0.2"]')
        told = read_settings({"data": str(tmp_path)}, {})
        assert told.proxies == read_settings({"proxies": "10.0.0.1, 10.0.0.2,"}, {}).proxies == {"10.0.0.1", "10.0.0.2"}

    def test_links_bear_the_public_address_or_the_one_listened_on(self) -> None:
        assert Settings().address(8000) == "http://127.0.0.1:8000"
        assert Settings(host="::1").address(1) == "http://[::1]:1"
        assert Settings(public_url="https://a.example").address(1) == "https://a.example"


class TestNonsense:
    @pytest.mark.parametrize(
        ("flags", "said"),
        [
            ({"port": "many"}, '^The setting port is a whole number, not "many"$'),
            ({"port": "65536"}, "0 to 65535"),
            ({"port": "-1"}, "0 to 65535"),
            ({"public_url": "events.example.org"}, "starts with http"),
            ({"public_url": "https://events.example.org/"}, "no slash"),
            ({"database_url": "mysql://db"}, "starts with postgresql"),
            ({"access_log": "perhaps"}, '^The setting access_log is true or false, not "perhaps"$'),
            ({"demo": True, "host": "0.0.0.0"}, "--demo-anyway"),
            ({"demo": True, "host": "events.example.org"}, "--demo-anyway"),
        ],
    )
    def test_is_refused(self, flags: dict[str, object], said: str) -> None:
        with pytest.raises(WrongSetting, match=said):
            read_settings(flags, {})

    @pytest.mark.parametrize(
        ("flags", "said"),
        [
            ({"proxies": "foo"}, '"foo" is no address of a proxy'),
            ({"proxies": "127.0.0.1, 10.0.0.0/8"}, '"10.0.0.0/8" is no address of a proxy'),
            ({"outbound_allow": "169.254.169.254:80"}, "169.254.169.254 is never connected to"),
            ({"outbound_allow": "intranet.example:8443,[fd00:ec2::254]:80"}, "fd00:ec2::254 is never connected to"),
            ({"outbound_allow": "0.0.0.0:80"}, "0.0.0.0 is never connected to"),
            ({"outbound_allow": "intranet.example"}, "is no host:port"),
        ],
    )
    def test_that_could_have_no_effect_is_refused(self, flags: dict[str, object], said: str) -> None:
        with pytest.raises(WrongSetting, match=re.escape(said)):
            read_settings(flags, {})

    def test_what_has_an_effect_is_taken(self) -> None:
        chosen = read_settings(
            {"proxies": "127.0.0.1, 2001:DB8::0:1", "outbound_allow": "10.0.0.7:80,a.example:81"}, {}
        )
        assert chosen.proxies == {"127.0.0.1", "2001:db8::1"}
        assert chosen.outbound_allow == "10.0.0.7:80,a.example:81"

    def test_the_demo_may_be_shown_to_others_when_that_is_said(self) -> None:
        assert read_settings({"demo": True, "demo_anyway": True, "host": "0.0.0.0"}, {}).demo

    @pytest.mark.parametrize("text", ["hots = 'a'", "data = 'elsewhere'", "port =", "port = 'x'", "\xff"])
    def test_in_the_file_is_refused(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "kalends.toml").write_text(text, "latin-1")
        with pytest.raises(WrongSetting):
            read_settings({"data": str(tmp_path)}, {})

    def test_only_this_machine_is_this_machine(self) -> None:
        assert all(is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost"))
        assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "10.0.0.1", "localhost.example.org", ""))


class TestAMistypedName:
    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("KALENDS_SMPT_URL", "KALENDS_SMTP_URL"),
            ("KALENDS_SECRETS", "KALENDS_SECRET"),
            ("KALENDS_LIMIT_REQUEST_PER_SECOND", "KALENDS_LIMIT_REQUESTS_PER_SECOND"),
        ],
    )
    def test_is_refused_with_the_nearest_there_is(self, name: str, meant: str) -> None:
        with pytest.raises(WrongSetting, match=f"^{name} is no setting; is {meant} meant?"):
            read_settings({}, {name: "1", "PATH": "/bin"})

    def test_is_refused_where_nothing_is_near(self) -> None:
        for name in ("KALENDS_XYZZY", "KALENDS_FROB", "KALENDS_LIMIT_FROB"):
            with pytest.raises(WrongSetting, match=f"^{name} is no setting$"):
                read_settings({}, {name: ""})

    def test_is_refused_in_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "kalends.toml").write_text("smpt_url = ''")
        with pytest.raises(WrongSetting, match=r"has no use for smpt_url; is smtp_url meant\?"):
            read_settings({"data": str(tmp_path)}, {})

    def test_is_none_of_those_that_there_are(self) -> None:
        names = [one.variable for one in SETTINGS if one.name in {"mail_from", "data"}]
        told = dict.fromkeys(names, "a@example.org")
        assert read_settings({}, {**told, "KALENDS_SECRET": "s", "KALENDS_LIMIT_NAME": "9", "KALENDSX": "1"}).mail_from


class TestWhatKubernetesSetsForItsServices:
    def test_is_not_heard(self) -> None:
        assert read_settings({}, LINKS) == Settings()

    def test_leaves_what_was_chosen(self, tmp_path: Path) -> None:
        (tmp_path / "kalends.toml").write_text("port = 8001")
        assert read_settings({"data": str(tmp_path)}, LINKS).port == 8001
        assert read_settings({"port": "8002"}, LINKS).port == 8002

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("KALENDS_PORT", "http://10.0.0.11"),
            ("KALENDS_SMPT_PORT", "25"),
            ("KALENDS_SERVICE_HOSTS", "10.0.0.11"),
            ("KALENDS_PORT_TCP", "tcp://10.0.0.11:80"),
            ("KALENDS_PORT_80_TCP_NAME", "a"),
        ],
    )
    def test_is_nothing_that_only_looks_like_it(self, name: str, value: str) -> None:
        with pytest.raises(WrongSetting):
            read_settings({}, {name: value})


class TestTheSecret:
    def test_it_is_made_once_and_for_its_owner_only(self, tmp_path: Path) -> None:
        secret = installation_secret(tmp_path, {})
        assert len(secret) == 64
        assert installation_secret(tmp_path, {}) == secret
        assert [path.name for path in tmp_path.iterdir()] == ["secret"]
        assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600

    def test_the_environment_s_goes_before(self, tmp_path: Path) -> None:
        assert installation_secret(tmp_path, {"KALENDS_SECRET": "s" * 32}) == b"s" * 32
        assert list(tmp_path.iterdir()) == []

    def test_a_short_one_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(WrongSetting, match="shorter"):
            installation_secret(tmp_path, {"KALENDS_SECRET": "s" * 31})
        (tmp_path / "secret").write_text("")
        with pytest.raises(WrongSetting, match="shorter"):
            installation_secret(tmp_path, {})

    def test_the_folder_is_for_its_owner_only(self, tmp_path: Path) -> None:
        make_folder(tmp_path / "deep" / "data")
        assert stat.S_IMODE((tmp_path / "deep" / "data").stat().st_mode) == 0o700

    def test_a_folder_that_cannot_be_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("")
        with pytest.raises(WrongSetting, match="cannot be made"):
            make_folder(tmp_path / "data")


class TestTheManual:
    @pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
    def test_it_shows_every_setting_as_the_help_does(self, setting: object) -> None:
        one = next(it for it in SETTINGS if it is setting)
        default = f"`{one.default}`" if one.default else "none"
        line = f"| `{one.flag}` | `{one.variable}` | {default} | {one.sentence} |"
        assert line in (ROOT / "docs" / "operating.md").read_text("utf-8")

    def test_the_table_has_the_fields_and_their_defaults(self) -> None:
        assert sorted(one.name for one in SETTINGS) == sorted(Settings.__struct_fields__)
        for one in SETTINGS:
            if one.name not in {"public_url", "database_url", "proxies"}:
                assert str(getattr(Settings(), one.name)).lower() == one.default

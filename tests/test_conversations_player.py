"""The player of recorded conversations notices what is different."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conversations import play

EVENT = {"id": 7, "name": "Rehearsal by Olga", "going": ["1", "2"], "place": None}


def asked(answer: Any, status: int = 200) -> Any:
    """A server that always says the same."""

    def ask(method: str, path: str, *, headers: dict[str, str], content: bytes) -> httpx.Response:
        body = json.dumps(answer).encode()
        return httpx.Response(status, headers={"Content-Type": "application/json", "Seen": path}, content=body)

    return ask


def played(folder: Path, answer: str, given: Any = EVENT, **values: str) -> dict[str, str]:
    path = folder / "one.http"
    path.write_text(f"# Words\nGET /event?token={{{{token}}}}\nAccept: x\n\n###\n{answer}", encoding="utf-8")
    known = {"token": "t", **values}
    play(asked(given), path, known)
    return known


WHOLE = '{"id": 7, "name": "Rehearsal by Olga", "going": ["1", "2"], "place": null}'


class TestWhatIsTheSame:
    @pytest.mark.parametrize(
        "answer",
        [
            f"HTTP/1.1 200 OK\n\n{WHOLE}",
            f"200\nseen: /event?token=t\n\n{WHOLE}",
            '200\n\n{"place": null, "going": "{{*}}", "name": "{{*}} by {{*}}", "id": "{{*}}"}',
            f"# ordered\n200\n\n{WHOLE}",
        ],
    )
    def test_passes(self, tmp_path: Path, answer: str) -> None:
        played(tmp_path, answer)

    def test_is_captured_and_compared(self, tmp_path: Path) -> None:
        answer = '200\n\n{"id": "{{*id}}", "name": "{{*what}} by {{*who}}", "going": ["1", "{{*two}}"], "place": null}'
        known = played(tmp_path, answer)
        assert {name: known[name] for name in ("id", "what", "who", "two")} == {
            "id": "7",
            "what": "Rehearsal",
            "who": "Olga",
            "two": "2",
        }
        with pytest.raises(AssertionError, match="who was"):
            played(tmp_path, answer, who="Mika")

    def test_can_be_found_inside_an_object(self, tmp_path: Path) -> None:
        answer = '200\n\n"{{*}}\\"name\\": \\"{{*name}}\\"{{*}}"'
        assert played(tmp_path, answer)["name"] == "Rehearsal by Olga"


class TestWhatIsDifferent:
    @pytest.mark.parametrize(
        "answer",
        [
            f"201\n\n{WHOLE}",
            f"200\nSeen: elsewhere\n\n{WHOLE}",
            f"200\nUnseen: {{{{*}}}}\n\n{WHOLE}",
            "200\n\n",
            "200\n\n[]",
            "200\n\n{}",
            WHOLE.replace("7", "7.0").join(["200\n\n", ""]),
            WHOLE.replace("7", '"7"').join(["200\n\n", ""]),
            WHOLE.replace("null", "false").join(["200\n\n", ""]),
            WHOLE.replace('"1", "2"', '"1"').join(["200\n\n", ""]),
            WHOLE.replace('"1", "2"', '"2", "1"').join(["200\n\n", ""]),
            WHOLE.replace("Olga", "{{*}} Mika").join(["200\n\n", ""]),
            WHOLE.replace('"place"', '"where"').join(["200\n\n", ""]),
            '# ordered\n200\n\n{"name": "Rehearsal by Olga", "id": 7, "going": ["1", "2"], "place": null}',
        ],
    )
    def test_fails(self, tmp_path: Path, answer: str) -> None:
        with pytest.raises(AssertionError):
            played(tmp_path, answer)

    def test_a_request_without_an_answer_fails(self, tmp_path: Path) -> None:
        with pytest.raises(AssertionError, match="every request has an answer"):
            played(tmp_path, f"200\n\n{WHOLE}\n###\nGET /more")

    def test_nothing_at_all_fails(self, tmp_path: Path) -> None:
        (tmp_path / "none.http").write_text("# words\n")
        with pytest.raises(AssertionError, match="empty"):
            play(asked(EVENT), tmp_path / "none.http", {})

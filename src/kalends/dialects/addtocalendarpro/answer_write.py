"""Writing answers (reference §1.12), and exporting them."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from kalends.dialects.addtocalendarpro.answer_words import WRITTEN
from kalends.dialects.addtocalendarpro.write import moment
from kalends.domain.answer import Answer

_COLUMNS = ("id", "status", "email", "name", "amount", "occurrence", "date_created", "date_updated")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def answer_of(of: Answer, prokey: str) -> dict[str, object]:
    """The documented keys, all of them always."""
    return {
        "id": of.public_id,
        "status": WRITTEN[of.state],
        "email": of.mail or "",
        "amount": of.amount,
        "payload": of.payload or {},
        "prokey": prokey,
        "date_created": moment(of.created_at),
        "date_updated": moment(of.updated_at),
    }


def exported(answers: Iterable[Answer], prokey: str) -> list[dict[str, object]]:
    """The same with what a list leaves out: the name, and which meeting was answered (null: all)."""
    return [
        {**answer_of(of, prokey), "name": of.name, "occurrence": str(of.occurrence) if of.occurrence else None}
        for of in answers
    ]


def table(answers: Sequence[Answer], prokey: str) -> bytes:
    """CSV (RFC 4180) in UTF-8, with a column for every field that anybody answered.

    A field that is called as a column of ours is "payload.name", so that no column is there twice.
    A cell that a spreadsheet would take for a formula begins with an apostrophe, which shows it as text.
    """
    asked = sorted({name for of in answers for name in of.payload or {}})
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *(_cell(_column(name)) for name in asked)])
    for of, row in zip(answers, exported(answers, prokey), strict=True):
        payload = of.payload or {}
        writer.writerow([_cell(row[name]) for name in _COLUMNS] + [_cell(payload.get(name)) for name in asked])
    return out.getvalue().encode()


def _column(field: str) -> str:
    return f"payload.{field}" if field in _COLUMNS else field


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_FORMULA) else text

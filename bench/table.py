"""From samples to the lines of the table: what is beside what, which goals there are, and whether they are met."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bench import rows
from bench.measure import Samples
from bench.recording import Recording
from bench.start import Start

Measured = Mapping[str, Mapping[str, Samples]]
"""By row, then by server: kalends, memory, hand, orm."""

HEAD = (
    "row",
    "database",
    "statements/rows",
    "Kalends",
    "(a) memory",
    "(b) by hand",
    "(c) ORM",
    "of (b)",
    "of (c)",
    "goal",
    "met",
)
_AT_LEAST = {  # of (b), and of (c)
    rows.GET_EVENT: (0.45, 15),
    rows.POST_EVENT: (0.5, 8),
    rows.LIST_V1: (0.5, None),
    rows.LIST_GROUPS: (0.5, None),
}
_FURTHER_AT_MOST, _LARGE_AT_MOST, _START_AT_MOST = 1.5, 1.3, 2.0


class Line(NamedTuple):
    """One line of the table, as texts."""

    row: str
    database: str = ""
    work: str = ""
    kalends: str = ""
    memory: str = ""
    hand: str = ""
    orm: str = ""
    of_hand: str = ""
    of_orm: str = ""
    goal: str = ""
    met: str = ""


def lines(measured: Measured, recordings: Mapping[str, Recording]) -> Iterator[Line]:
    """Every row that was measured, then what follows from two rows together."""
    for row, samples in measured.items():
        yield _rates(row, samples, recordings[row])
    if {rows.POST_EVENT, rows.POST_SERIES} <= measured.keys():
        yield _further(measured[rows.POST_EVENT], measured[rows.POST_SERIES])
    if {rows.FIRST_SMALL, rows.FIRST_LARGE} <= measured.keys():
        yield _growth(measured[rows.FIRST_SMALL], measured[rows.FIRST_LARGE])


def starts(ours: Start, bare: Start) -> Iterator[Line]:
    """Time and memory; the floor stands under (b)."""
    pairs = (
        (
            "start to first answer",
            f"{ours.seconds * 1e3:.0f} ms",
            f"{bare.seconds * 1e3:.0f} ms",
            ours.seconds / bare.seconds,
        ),
        ("memory then", f"{ours.memory / 2**20:.0f} MiB", f"{bare.memory / 2**20:.0f} MiB", ours.memory / bare.memory),
    )
    for row, mine, its, ratio in pairs:
        yield Line(
            row, work="bare import", kalends=mine, hand=its, of_hand=f"{ratio:.2f}", **_at_most(ratio, _START_AT_MOST)
        )


def _rates(row: str, samples: Mapping[str, Samples], recording: Recording) -> Line:
    ours = samples["kalends"]
    of_hand, of_orm = ours.of(samples["hand"]), ours.of(samples["orm"])
    goals = [(share, goal) for share, goal in zip((of_hand, of_orm), _AT_LEAST.get(row, ()), strict=False) if goal]
    return Line(
        row,
        work=f"{recording.statements}/{recording.rows}",
        of_hand=f"{of_hand:.2f}",
        of_orm=f"{of_orm:.1f}",
        goal=" and ".join(f"≥ {goal}" for _, goal in goals),
        met=_word(all(share >= goal for share, goal in goals)) if goals else "",
        **{name: _rate(of) for name, of in samples.items()},
    )


def _rate(samples: Samples) -> str:
    """Answers a second, and the server's own CPU time for one; "+" where the load could not have asked for more."""
    return f"{samples.rate:,.0f}/s{'+' if samples.client > 0.9 else ''} {samples.cpu_us:,.0f} µs"


def _further(one: Mapping[str, Samples], many: Mapping[str, Samples]) -> Line:
    """What each occurrence after the first adds, in wall-clock time of a busy server; nothing is inserted in (a)."""
    cost = {name: (1 / many[name].rate - 1 / one[name].rate) / (rows.FURTHER - 1) for name in many if name != "memory"}
    ratio = cost["kalends"] / cost["hand"]
    return Line(
        "each further occurrence",
        work="1 insert",
        of_hand=f"{ratio:.2f}",
        of_orm=f"{cost['kalends'] / cost['orm']:.2f}",
        **{name: f"{seconds * 1e6:,.1f} µs" for name, seconds in cost.items()},
        **_at_most(ratio, _FURTHER_AT_MOST),
    )


def _growth(small: Mapping[str, Samples], large: Mapping[str, Samples]) -> Line:
    """How many times the page costs with a hundred times the meetings."""
    ratio = {name: small[name].of(large[name]) for name in small}
    told = {name: f"× {times:.2f}" for name, times in ratio.items()}
    return Line("100,000 against 1,000", **told, **_at_most(ratio["kalends"], _LARGE_AT_MOST))


def _at_most(ratio: float, goal: float) -> dict[str, str]:
    return {"goal": f"≤ {goal:g}", "met": _word(ratio <= goal)}


def _word(met: bool) -> str:
    return "yes" if met else "NO"


def printed(told: list[Line]) -> str:
    """Columns side by side, in Markdown."""
    widths = [max(len(line[at]) for line in (HEAD, *told)) for at in range(len(HEAD))]
    body = [HEAD, tuple("-" * width for width in widths), *told]
    padded = ([text.ljust(width) for text, width in zip(line, widths, strict=True)] for line in body)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)

"""From samples to the lines of the table: what is beside what, which goals there are, and whether they are met."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench import rows
from bench.measure import Samples
from bench.recording import Recording
from bench.start import Start

Measured = Mapping[str, Mapping[str, Samples]]
"""By row, then by server: kalends, and the row's floors: memory, hand, orm; or framework."""

HEAD = (
    "row",
    "database",
    "statements/rows",
    "Kalends",
    "(a) memory",
    "(b) by hand",
    "(c) ORM",
    "(d) framework",
    "of (b)",
    "of (c)",
    "of (d)",
    "goal",
    "met",
)
_AT_LEAST: dict[str, dict[str, float]] = {  # of which floor
    rows.GET_EVENT: {"hand": 0.45, "orm": 15},
    rows.POST_EVENT: {"hand": 0.5, "orm": 8},
    rows.LIST_V1: {"hand": 0.5},
    rows.LIST_GROUPS: {"hand": 0.5},
    rows.FEED: {"framework": 0.7},
    rows.FEED_SAME: {"framework": 0.8},
    rows.PAGE: {"framework": 0.3},
    rows.ANSWER: {"hand": 0.4},
    rows.PAGE_ASKING: {"framework": 0.3},
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
    framework: str = ""
    of_hand: str = ""
    of_orm: str = ""
    of_framework: str = ""
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
    goals = _AT_LEAST.get(row, {})
    shares = {name: samples["kalends"].of(of) for name, of in samples.items() if name in ("hand", "orm", "framework")}
    return Line(
        row,
        work=f"{recording.statements}/{recording.rows}",
        goal=" and ".join(f"≥ {goal}" for goal in goals.values()),
        met=_word(all(shares[name] >= goal for name, goal in goals.items())) if goals else "",
        **{f"of_{name}": f"{share:.1f}" if name == "orm" else f"{share:.2f}" for name, share in shares.items()},
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


def printed(head: tuple[str, ...], told: Sequence[tuple[str, ...]]) -> str:
    """Columns side by side, in Markdown."""
    widths = [max(len(line[at]) for line in (head, *told)) for at in range(len(head))]
    body = [head, tuple("-" * width for width in widths), *told]
    padded = ([text.ljust(width) for text, width in zip(line, widths, strict=True)] for line in body)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)

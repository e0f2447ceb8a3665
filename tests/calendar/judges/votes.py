"""What other engines say of the same series as ours."""

from collections import Counter
from collections.abc import Sequence

from kalends.calendar.recurrence import rule_text
from tests.calendar.judges.engines import Answer, Engine
from tests.calendar.judges.questions import Question


def votes(engines: Sequence[Engine], asked: Sequence[Question]) -> Counter[str]:
    """How many of the series each engine answered, by its name; "nobody" for those that none did.

    Fails where one of them answers otherwise than ours.
    """
    answers = {engine.__name__: engine(asked) for engine in engines}
    differ = [
        f"{name}: {rule_text(it.ended)} from {it.start}: {answer} instead of {it.ours}"
        for name, answered in answers.items()
        for it, answer in zip(asked, answered, strict=True)
        if answer is not None and answer != it.ours
    ]
    assert not differ, "\n".join(["", *differ[:10]])
    answered = Counter({name: sum(answer is not None for answer in answers[name]) for name in answers})
    answered["nobody"] = sum(_is_silent(all_of_one) for all_of_one in zip(*answers.values(), strict=True))
    return answered


def _is_silent(answers: Sequence[Answer]) -> bool:
    return all(answer is None for answer in answers)

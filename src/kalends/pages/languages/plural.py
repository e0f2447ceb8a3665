"""Which form of a word goes with a whole number: CLDR's plural categories."""


def never(_number: int) -> str:
    """One form for all numbers: Japanese."""
    return "other"


def one(number: int) -> str:
    """1 and others: English, German, Dutch, Swedish, Italian, Spanish."""
    return "one" if number == 1 else "other"


def none_or_one(number: int) -> str:
    """0, 1 and others: French, Portuguese."""
    return "one" if number in (0, 1) else "other"


def czech(number: int) -> str:
    """1; 2 to 4; others."""
    return "one" if number == 1 else "few" if 2 <= number <= 4 else "other"


def polish(number: int) -> str:
    """1; what ends in 2 to 4 but not 12 to 14; others."""
    if number == 1:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


def arabic(number: int) -> str:
    """0; 1; 2; what ends in 03 to 10; in 11 to 99; others."""
    if number <= 2:
        return ("zero", "one", "two")[number]
    ending = number % 100
    return "few" if 3 <= ending <= 10 else "many" if ending >= 11 else "other"

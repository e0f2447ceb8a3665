"""States of an answer in the vendor's words (reference §1.12)."""

from kalends.domain.answer import PartStat

GIVEN = {
    "confirmed": PartStat.ACCEPTED,
    "undecided": PartStat.TENTATIVE,
    "declined": PartStat.DECLINED,
}
KNOWN = {**GIVEN, "waitlisted": PartStat.WAITLISTED}  # ours: shown to those who ask for it
WRITTEN = {state: word for word, state in KNOWN.items()}

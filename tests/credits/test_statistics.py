"""Sums of what was used, by day and by feature."""

from __future__ import annotations

from spotintro.credits.features import UserTransaction
from spotintro.credits.statistics import FeatureUse, Statistics, UseAfterEmpty

WRITE, SPEAK = UserTransaction.GENERATE_TRACK_INTRO, UserTransaction.SPEAK_TRACK_INTRO


def test_a_feature_that_is_no_longer_there_is_counted_as_other() -> None:
    uses = (
        FeatureUse(day=0, step=WRITE, times=2, credits=2),
        FeatureUse(day=0, step=None, times=1, credits=5),
        FeatureUse(day=2, step=SPEAK, times=3, credits=3),
        FeatureUse(day=2, step=None, times=2, credits=4),
    )
    counted = Statistics(uses, tracks=(), refusals=0, support_contacts=0, after_empty=UseAfterEmpty())
    assert counted.by_day(3) == (7, 0, 7)
    assert counted.by_feature() == (("other", 3, 9), (SPEAK.label, 3, 3), (WRITE.label, 2, 2))

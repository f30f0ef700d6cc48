from __future__ import annotations

import pytest

from spotintro.spelling.numerals import cardinal, ordinal, pairs, roman_value, year


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("IV", 4),
        ("VIII", 8),
        ("XIX", 19),
        ("MCMXC", 1990),
        ("XCX", None),
        ("IIII", None),
        ("", None),
        ("ABC", None),
    ],
)
def test_roman_numerals(numeral: str, value: int | None) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1999, "nineteen ninety-nine"),
        ("en", 1900, "nineteen hundred"),
        ("de", 1807, "achtzehnhundertsieben"),
        ("de", 2011, "zweitausendelf"),
        ("fr", 1999, "mille neuf cent quatre-vingt-dix-neuf"),
        ("es", 1999, "mil novecientos noventa y nueve"),
        ("it", 1999, "millenovecentonovantanove"),
        ("pt", 1999, "mil novecentos e noventa e nove"),
    ],
)
def test_years(language: str, number: int, said: str) -> None:
    assert year(number, language) == said


def test_ordinals_have_a_gender() -> None:
    assert (ordinal(2, "it"), ordinal(2, "it", feminine=True)) == ("secondo", "seconda")
    assert (ordinal(1, "es"), ordinal(1, "es", before_noun=True)) == ("primero", "primer")


def test_english_reads_a_catalogue_in_pairs() -> None:
    assert [pairs(number) for number in (545, 505, 600, 1043)] == [
        "five forty-five",
        "five oh-five",
        "six hundred",
        "one thousand forty-three",
    ]
    assert cardinal(42, "en") == "forty-two"

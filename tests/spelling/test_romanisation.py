from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.spelling.romanisation import romanised


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Мельница", "Melnitsa"),
        ("きゃりーぱみゅぱみゅ", "Kyaripamyupamyu"),
        ("トウキョウ", "Tokyo"),
        ("サッカー", "Sakka"),
        ("チェッカーズ", "Chekkazu"),
        ("ファイナル", "Fainaru"),
        ("周杰倫", "Zhou Jie Lun"),
        ("방탄소년단", "Bangtansonyeondan"),
        ("Βαγγέλης", "Vangelis"),
        ("Ρεμπούτσικα", "Reboutsika"),
        ("Ευανθία", "Evanthia"),
        ("فيروز", "Firuz"),
        ("عمرو دياب", "Amru Dayab"),
        ("القمر", "Al Qamar"),
        ("נעמי שמר", "Nami Shemer"),
        ("עידן רייכל", "Iden Raikhel"),
        ("लता मंगेशकर", "Lata Mangeshakar"),
        ("किशोर कुमार", "Kishor Kumar"),
        ("รามา", "Rama"),
        ("თბილისი", "Tbilisi"),
        ("Kino (Кино) & Björk 7/8", "Kino (Kino) & Björk 7/8"),
    ],
)
def test_other_scripts_in_latin_letters(written: str, latin: str) -> None:
    assert romanised(written) == latin


@given(st.text(max_size=60))
def test_any_text_is_written_somehow(text: str) -> None:
    assert isinstance(romanised(text), str)

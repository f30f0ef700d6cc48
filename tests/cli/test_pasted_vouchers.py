"""Vouchers as people copy them, by commands; `tests/tui/test_pasted_vouchers.py` holds the screen to the same."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import pytest

from spotintro.credits import vouchers
from tests.cli.commands import Commands, Result
from tests.credits.vouchers import PRIVATE, PUBLIC, terms
from tests.credits.wrappings import wrapped

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.fixture
def trusting(spotintro: Commands) -> Commands:
    spotintro.config(f'[credits]\noperator_keys = ["{PUBLIC}"]\n')
    return spotintro


def _code(number: int) -> str:
    return vouchers.encode(terms(serial=f"{number:016x}", amount=number, store_id=None, account_id=None), PRIVATE)


def _piped(spotintro: Commands, content: bytes, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
    return spotintro("credits", "redeem", "-", "--json")


def test_200_wrappings_as_argument_file_and_pipe(
    trusting: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(200):
        pasted, draw = wrapped(seed), random.Random(seed)
        way = draw.randrange(3)
        content = pasted.text.encode(draw.choice(_ENCODINGS))
        if way == 0:
            result = trusting("credits", "redeem", "--json", "--", pasted.text)
        elif way == 1:
            file = tmp_path / f"{seed}.txt"
            file.write_bytes(content)
            result = trusting("credits", "redeem", "--json", str(file))
        else:
            result = _piped(trusting, content, monkeypatch)
        if pasted.group is None:
            assert result.document()["credits"] == pasted.credits, (seed, pasted.text, result)
        else:
            assert result.error()["message"].startswith(f"Group {pasted.group} of this voucher"), (seed, result)


def test_two_vouchers_of_one_mail_are_redeemed_each_with_its_line(trusting: Commands, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text(f"Yours:\n{_code(5)}\n\nyour friend's:\n> {_code(7)}\n\nand again: {_code(5)}\n")
    result = trusting("credits", "redeem", str(mail))
    assert result.status == 0
    assert result.out == ("5 credits added; 15 credits available.\n7 credits added; 22 credits available.\n")
    assert result.err == ""


def test_of_several_those_that_count_are_redeemed_and_the_others_told(trusting: Commands) -> None:
    assert trusting("credits", "redeem", _code(5)).status == 0
    plain = trusting("credits", "redeem", _code(5), _code(6))
    assert plain.status == 1
    assert plain.out == "6 credits added; 21 credits available.\n"
    assert "used before" in plain.err
    result = trusting("credits", "redeem", "--json", _code(5), _code(7), _code(8).replace("-", "-8", 1))
    assert result.status == 1
    document = result.document()
    assert [each.get("credits") for each in document["vouchers"]] == [None, 7, None]
    assert document["vouchers"][0]["error"]["code"] == "OPERATION_FAILED"
    assert document["vouchers"][2]["error"]["code"] == "VOUCHER_MISTYPED"
    assert document["balance"]["available"] == 28


def test_a_request_in_utf_16_is_answered(spotintro: Commands, tmp_path: Path) -> None:
    assert spotintro("operator", "init", "--insecure-file").status == 0
    asked = tmp_path / "asked.txt"
    asked.write_bytes(spotintro("support").out.encode("utf-16"))
    assert spotintro("operator", "issue", "--request", str(asked), "--credits", "5").status == 0
    inspected = spotintro("operator", "inspect", str(asked), "--json")
    assert inspected.document().get("code") == "request", inspected


def test_a_pipe_with_a_name_is_read(trusting: Commands, tmp_path: Path) -> None:
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writing = threading.Thread(target=pipe.write_bytes, args=(_code(9).encode("utf-16"),))
    writing.start()
    result = trusting("credits", "redeem", str(pipe), "--json")
    writing.join()
    assert result.document()["credits"] == 9

"""Referral and allowances by commands: the circle of two people and an operator, and each refusal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from spotintro.clock import Clock
from spotintro.credits import requests, vouchers
from spotintro.credits.base import LotKind
from spotintro.store.ledger import SqlLedger
from tests.cli.commands import Commands
from tests.fakes.ledger import FakeClock
from tests.store.requests import request as hold_request


class Town:
    """A friend, a newcomer and an operator, each with a data folder; all trust the operator."""

    def __init__(self, spotintro: Commands, tmp_path: Path) -> None:
        self.run = spotintro
        self.friend, self.newcomer, self.office = (tmp_path / name for name in ("friend", "newcomer", "office"))
        self.public_key: str = self.operator("init", "--insecure-file", "--json").document()["public_key"]
        self.settings("")

    def settings(self, more: str) -> None:
        self.run.config(f'[credits]\noperator_keys = ["{self.public_key}"]\n{more}')

    def operator(self, *words: str) -> Any:
        return self.run("operator", *words, "--data-dir", str(self.office))

    def credits(self, whose: Path, *words: str) -> Any:
        return self.run("credits", *words, "--data-dir", str(whose), "--json")

    def code_of(self, whose: Path) -> str:
        code: str = self.credits(whose, "referral").document()["code"]
        return code

    def request(self, whose: Path) -> str:
        code: str = self.credits(whose, "request").document()["request"]
        return code

    def issue(self, *words: str) -> Any:
        return self.operator("issue", "--credits", "5", "--json", *words).document()

    def spend_all(self, whose: Path, clock: Clock) -> None:
        ledger = SqlLedger(whose / "credits.sqlite3", account_id="local", demo_credits=0, clock=clock)
        available = ledger.open().available_credits
        ledger.hold([hold_request("all", amount=available)], ttl_s=60)
        ledger.capture(hold_request("all").key)
        ledger.close()


@pytest.fixture
def town(spotintro: Commands, tmp_path: Path) -> Town:
    return Town(spotintro, tmp_path)


def earned(town: Town) -> str:
    """A newcomer's request after their first paid credit."""
    town.credits(town.newcomer, "referral", town.code_of(town.friend))
    paid = town.issue("--request", town.request(town.newcomer))
    assert set(paid) == {"voucher", "serial"}
    assert town.credits(town.newcomer, "redeem", paid["voucher"]).status == 0
    assert set(town.issue("--request", town.request(town.newcomer))) == {"voucher", "serial"}
    town.spend_all(town.newcomer, FakeClock(datetime.now(UTC)))
    return town.request(town.newcomer)


def test_the_circle_of_a_referral(town: Town) -> None:
    request = earned(town)
    answer = town.issue("--request", request)
    assert set(answer) == {"voucher", "serial", "referral_voucher", "referral_code"}
    assert answer["referral_code"] == town.code_of(town.friend)
    refused = town.credits(town.newcomer, "redeem", answer["referral_voucher"])
    assert "another referral code" in refused.error()["message"]
    thanked = town.credits(town.friend, "redeem", answer["referral_voucher"]).document()
    assert (thanked["credits"], thanked["expires"], thanked["balance"]["available"]) == (3, None, 13)
    assert town.credits(town.friend, "redeem", answer["referral_voucher"]).status == 1
    assert set(town.issue("--request", request)) == {"voucher", "serial"}, "once per newcomer"
    for whose in (town.friend, town.newcomer):
        assert town.credits(whose, "audit").document()["ok"] is True
    log = [json.loads(line) for line in (town.office / "operator" / "issued.jsonl").read_text().splitlines()]
    assert [line["thanks_for"] is not None for line in log].count(True) == 1


def test_the_operator_is_told_who_gets_the_second_voucher(town: Town) -> None:
    town.issue("--request", town.request(town.friend))
    issued = town.operator("issue", "--credits", "5", "--request", earned(town), "--referral-reward", "7")
    assert issued.out.count("SpotIntro voucher") == 2
    assert "7 credits, a present, good without end" in issued.err
    assert town.code_of(town.friend) in issued.err
    assert "That is account local in store" in issued.err
    second = issued.out.split("SpotIntro voucher")[2]
    inspected = town.operator("inspect", second, "--json").document()
    assert inspected["referral_code"] == town.code_of(town.friend)
    assert (inspected["credits"], inspected["kind"]) == (7, "promotional")


def test_an_operator_who_rewards_nobody_issues_one_voucher(town: Town) -> None:
    request = earned(town)
    assert set(town.issue("--request", request, "--referral-reward", "0")) == {"voucher", "serial"}
    town.settings("referral_reward = 0\n")
    assert set(town.issue("--request", request)) == {"voucher", "serial"}
    town.settings("referral_reward = 4\n")
    thanks = town.issue("--request", request)["referral_voucher"]
    assert vouchers.decode(thanks, [town.public_key]).credits == 4


def test_who_names_their_own_code_thanks_nobody(town: Town) -> None:
    asked = requests.decode(earned(town))
    from dataclasses import replace

    cheating = requests.encode(replace(asked, friend_code=asked.referral_code))
    assert set(town.issue("--request", cheating)) == {"voucher", "serial"}


def test_the_state_of_a_referral_in_words(town: Town) -> None:
    code = town.code_of(town.friend)
    shown = town.run("credits", "referral", "--data-dir", str(town.newcomer)).out
    assert shown.startswith("Your referral code: F")
    assert "It brings you 3 credits" in shown
    entered = town.run("credits", "referral", code.lower(), "--data-dir", str(town.newcomer)).out
    assert f"Your friend's code: {code}" in entered
    assert "after the first paid credit" in entered
    inspected = town.operator("inspect", town.request(town.newcomer)).out
    assert f"Brought by the friend with the code {code}; it has used no paid credit yet." in inspected
    earned_request = town.operator("inspect", town.request(town.newcomer), "--json").document()
    assert (earned_request["friend_code"], earned_request["has_captured_paid"]) == (code, False)


def test_refusals_by_command(town: Town) -> None:
    own, friend = town.code_of(town.newcomer), town.code_of(town.friend)
    typo = friend[:12] + ("7" if friend[12] != "7" else "8") + friend[13:]
    for words, says in (
        ((own,), "your own"),
        ((typo,), "Group 2 of this referral code has a typo"),
        ((town.request(town.friend),), "a request for credits, not"),
        (("hello",), "no referral code"),
    ):
        result = town.credits(town.newcomer, "referral", *words)
        assert result.status == 1
        assert says in result.error()["message"]
    assert town.credits(town.newcomer, "referral", *friend.split("-")).document()["friend_code"] == friend
    assert "entered before" in town.credits(town.newcomer, "referral", friend).error()["message"]


def test_support_names_the_code(town: Town) -> None:
    code = town.code_of(town.newcomer)
    assert (
        f"Your referral code, for friends: {code}\n" in town.run("support", "--data-dir", str(town.newcomer)).out
    )
    document = town.run("support", "--json", "--data-dir", str(town.newcomer)).document()
    assert document["referral_code"] == code


def test_an_allowance_is_issued_by_option_or_by_package(town: Town) -> None:
    named = town.issue("--request", town.request(town.friend), "--every", "30", "--times", "12")["voucher"]
    assert "5 credits every 30 days, 12 times, paid for" in town.operator("inspect", named).out
    document = town.operator("inspect", named, "--json").document()
    assert (document["every_days"], document["times"]) == (30, 12)
    town.settings('[[credits.packages]]\nname = "Monthly"\ncredits = 20\nevery_days = 30\ntimes = 6\n')
    asked = town.credits(town.friend, "request", "--package", "Monthly").document()["request"]
    package = town.operator("issue", "--request", asked, "--json").document()["voucher"]
    signed = vouchers.decode(package, [town.public_key])
    assert (signed.credits, signed.every_days, signed.times) == (20, 30, 6)
    assert vouchers.decode(town.issue("--request", asked)["voucher"], [town.public_key]).times is None
    longer = town.operator("issue", "--request", asked, "--every", "7", "--times", "3", "--json").document()
    assert vouchers.decode(longer["voucher"], [town.public_key]).every_days == 7
    assert town.credits(town.friend, "redeem", package).document()["credits"] == 20
    assert signed.kind is LotKind.PAID


@pytest.mark.parametrize(
    "words",
    [
        ("--every", "30"),
        ("--times", "3"),
        ("--every", "0", "--times", "3"),
        ("--every", "30", "--times", "1"),
        ("--every", "3650", "--times", "12"),
        ("--referral-reward", "-1"),
    ],
)
def test_half_an_allowance_is_none(town: Town, words: tuple[str, ...]) -> None:
    result = town.operator("issue", "--unbound", "--credits", "5", "--json", *words)
    assert result.status == 2
    assert result.error()["code"] == "USAGE"

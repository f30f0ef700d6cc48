"""The circle by commands: request, issue, redeem; and each way in which a voucher doesn't count."""

from __future__ import annotations

import io
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from spotintro.cli import operator_issue
from spotintro.credits import vouchers
from spotintro.credits.base import LotKind
from tests.cli.commands import Commands, run
from tests.credits.vouchers import OTHER_PRIVATE, OTHER_PUBLIC, terms

_PACKAGE = '[[credits.packages]]\nname = "Small"\ncredits = 50\nprice = "5 €"\n'


class Circle:
    """A user and an operator, each with a data folder; the user trusts the operator."""

    def __init__(self, spotintro: Commands, tmp_path: Path) -> None:
        self.user = spotintro
        self.office = tmp_path / "office"
        self.public_key: str = self.operator("init", "--insecure-file", "--json").document()["public_key"]
        self.user.config(f'[credits]\noperator_keys = ["{self.public_key}"]\n{_PACKAGE}')

    def operator(self, *words: str) -> Any:
        return self.user("operator", *words, "--data-dir", str(self.office))

    def request(self, *words: str, data_dir: Path | None = None) -> str:
        place = ["--data-dir", str(data_dir)] if data_dir else []
        code: str = self.user("credits", "request", "--json", *words, *place).document()["request"]
        return code

    def voucher(self, *words: str) -> str:
        code: str = self.operator("issue", "--json", *words).document()["voucher"]
        return code

    def refused(self, *words: str) -> Mapping[str, str]:
        before = self.user("credits", "--json").document()
        result = self.user("credits", "redeem", "--json", *words)
        assert result.status == 1
        assert self.user("credits", "--json").document() == before
        assert self.user("credits", "audit", "--json").document()["ok"] is True
        return result.error()


@pytest.fixture
def circle(spotintro: Commands, tmp_path: Path) -> Circle:
    return Circle(spotintro, tmp_path)


def test_request_issue_redeem(circle: Circle) -> None:
    request = circle.request()
    issued = circle.operator("issue", "--request", request, "--credits", "50", "--days", "30", "--json")
    assert issued.err == ""
    document = issued.document()
    assert set(document) == {"voucher", "serial"}
    redeemed = circle.user("credits", "redeem", document["voucher"], "--json")
    assert redeemed.status == 0
    assert set(redeemed.document()) == {"credits", "expires", "balance"}
    assert redeemed.document()["credits"] == 50
    assert redeemed.document()["expires"] is not None
    assert redeemed.document()["balance"] == {
        "user": "local",
        "available": 60,
        "used": 0,
        "held": 0,
        "low": False,
    }
    entries = circle.user("credits", "history", "--json").document()["entries"]
    assert [entry["amount"] for entry in entries] == [50, 10]
    assert circle.user("credits", "audit", "--json").document()["ok"] is True


def test_in_plain_words(circle: Circle) -> None:
    request = circle.user("credits", "request")
    assert request.out.startswith("R8")
    issued = circle.operator("issue", "--request", request.out, "--credits", "1")
    assert issued.out.startswith("SpotIntro voucher\nV4")
    assert "1 credit, paid for, good without end, for account local in store" in issued.err
    redeemed = circle.user("credits", "redeem", issued.out)
    assert redeemed.out == "1 credit added; 11 credits available.\n"


def test_a_voucher_counts_once(circle: Circle) -> None:
    voucher = circle.voucher("--request", circle.request(), "--credits", "5")
    assert circle.user("credits", "redeem", voucher).status == 0
    assert circle.refused(voucher.lower().replace("-", " "))["code"] == "OPERATION_FAILED"


def test_a_voucher_of_another_store_is_refused(circle: Circle, tmp_path: Path) -> None:
    circle.request()
    voucher = circle.voucher("--request", circle.request(data_dir=tmp_path / "elsewhere"), "--credits", "5")
    assert circle.refused(voucher)["code"] == "OPERATION_FAILED"
    assert circle.user("credits", "redeem", voucher, "--data-dir", str(tmp_path / "elsewhere")).status == 0


def test_an_unbound_voucher_counts_once_in_each_store(circle: Circle, tmp_path: Path) -> None:
    voucher = circle.voucher("--unbound", "--credits", "5", "--redeem-within", "2")
    for place in (circle.user.data_dir, tmp_path / "elsewhere"):
        assert circle.user("credits", "redeem", voucher, "--data-dir", str(place)).status == 0
        assert circle.user("credits", "redeem", voucher, "--data-dir", str(place)).status == 1


def test_what_does_not_count(circle: Circle) -> None:
    voucher = circle.voucher("--request", circle.request(), "--credits", "5")
    typo = voucher[:25] + ("7" if voucher[25] != "7" else "8") + voucher[26:]
    mistyped = circle.refused(typo)
    assert mistyped["code"] == "VOUCHER_MISTYPED"
    assert mistyped["message"].startswith("Group 3 of this voucher has a typo")
    stranger = vouchers.encode(terms(operator_key=OTHER_PUBLIC), OTHER_PRIVATE)
    assert circle.refused(stranger)["code"] == "VOUCHER_KEY_NOT_TRUSTED"
    assert circle.refused("hello", "there")["code"] == "NO_VOUCHER"
    assert circle.refused(circle.request())["message"].startswith("This is a request for credits")
    assert circle.refused("missing.voucher")["message"] == "missing.voucher: No such file or directory."
    assert circle.refused("missing.voucher")["next_step"].startswith("Look at that name and at its permissions;")


def test_what_was_revoked_counts_no_more(circle: Circle) -> None:
    issued = circle.operator("issue", "--request", circle.request(), "--credits", "5", "--json").document()
    trusted = f'operator_keys = ["{circle.public_key}"]\n'
    for what, code in ((issued["serial"], "VOUCHER_REVOKED"), (circle.public_key, "VOUCHER_KEY_REVOKED")):
        revoked = circle.operator("revoke", what)
        assert revoked.status == 0
        circle.user.config(revoked.out + trusted)
        assert circle.refused(issued["voucher"])["code"] == code
        assert circle.operator("revoke", "ab" * 8, "--json").document() == {
            "setting": "credits.revoked_vouchers",
            "values": [*([what] if len(what) == 16 else []), "ab" * 8],
        }


def test_a_package_is_asked_for_by_name_and_answered_with_its_credits(circle: Circle) -> None:
    unknown = circle.user("credits", "request", "--package", "Huge", "--json")
    assert unknown.status == 2
    assert "They have: Small." in unknown.error()["message"]
    request = circle.request("--package", "Small")
    assert "package “Small”" in circle.operator("inspect", request).out
    redeemed = circle.user("credits", "redeem", circle.voucher("--request", request), "--json").document()
    assert redeemed["credits"] == 50
    assert redeemed["expires"] is None
    circle.user.config("")
    assert circle.operator("issue", "--request", request).status == 2
    assert circle.operator("issue", "--request", request, "--package", "Small").status == 2


def test_files_and_pipes(circle: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answer = tmp_path / "asked.txt", tmp_path / "answer.voucher"
    asked.write_text(circle.user("credits", "request").out)
    issued = ("issue", "--request", str(asked), "--credits", "5", "--out", str(answer))
    assert circle.operator(*issued).status == 0
    assert stat.S_IMODE(answer.stat().st_mode) == 0o600
    content, log = answer.read_text(), (circle.office / "operator" / "issued.jsonl").read_text()
    again = circle.operator(*issued)
    assert again.status == 1
    assert "already there" in again.err
    assert answer.read_text() == content
    assert (circle.office / "operator" / "issued.jsonl").read_text() == log, "nothing was issued"
    monkeypatch.setattr(sys, "stdin", io.StringIO(content))
    assert circle.user("credits", "redeem", "-").status == 0
    assert "before" in circle.refused(str(answer))["message"]


def test_the_prepared_message_as_it_is_sent_is_a_request(circle: Circle, tmp_path: Path) -> None:
    support = circle.user("support", "--json").document()
    assert support["request"] == circle.request()
    assert "Package: Small, 50 credits, 5 €" in circle.user("support").out
    mail = tmp_path / "mail.txt"
    mail.write_text(f"{support['message']}\nThank you!\n-- \nAna\n")
    voucher = circle.voucher("--request", str(mail), "--credits", "5")
    assert circle.user("credits", "redeem", f"Here you are: {voucher}", "Regards").status == 0


def test_a_log_that_takes_nothing_leaves_no_voucher(circle: Circle, tmp_path: Path) -> None:
    (circle.office / "operator").write_text("a file")
    answer = tmp_path / "answer.voucher"
    result = circle.operator("issue", "--unbound", "--credits", "5", "--out", str(answer), "--json")
    assert result.status == 1
    assert result.error()["code"] == "ISSUE_LOG_ERROR"
    assert not answer.exists()


def test_an_account_that_goes_back_is_told_to_the_operator(circle: Circle) -> None:
    store = circle.user.data_dir / "credits.sqlite3"
    first = circle.request()
    copy = store.read_bytes()
    voucher = circle.voucher("--request", first, "--credits", "5")
    assert circle.user("credits", "redeem", voucher).status == 0
    assert circle.operator("issue", "--request", circle.request(), "--credits", "5").status == 0
    store.write_bytes(copy)
    restored = circle.operator("issue", "--request", circle.request(), "--credits", "5")
    assert restored.status == 0
    assert restored.err.startswith("Warning: This account went back")


def test_inspect_tells_what_a_code_says_and_whether_it_counts(circle: Circle) -> None:
    request = circle.request()
    document = circle.operator("inspect", request, "--json").document()
    assert document["code"] == "request"
    assert (document["account"], document["available"], document["sequence"]) == ("local", 10, 1)
    voucher = circle.voucher("--request", request, "--credits", "5")
    own = circle.operator("inspect", voucher, "--json").document()
    assert (own["counts"], own["verdict"]) == (True, "Signed with your own key.")
    assert (own["store"], own["account"], own["credits"]) == (document["store"], "local", 5)
    assert (
        circle.user("operator", "inspect", voucher, "--json").document()["verdict"] == "Signed with a trusted key."
    )
    stranger = circle.operator("inspect", vouchers.encode(terms(operator_key=OTHER_PUBLIC), OTHER_PRIVATE))
    assert "It claims: 50 credits" in stranger.out
    assert "not trusted here" in stranger.out
    assert circle.operator("inspect", "hello").status == 1
    assert circle.operator("inspect", request[:30]).status == 1


def test_a_key_pair_is_made_once_and_never_shown(spotintro: Commands) -> None:
    refused = spotintro("operator", "init", "--json")
    assert refused.status == 1
    assert "--insecure-file" in refused.error()["next_step"]
    assert (
        spotintro("operator", "issue", "--unbound", "--credits", "5", "--json").error()["code"]
        == "NO_OPERATOR_KEY"
    )
    made = spotintro("operator", "init", "--insecure-file", "--json")
    file = spotintro.data_dir / "secrets" / "operator"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    private_key = file.read_text()
    assert vouchers.public_key_of(private_key) == made.document()["public_key"]
    again = spotintro("operator", "init", "--insecure-file", "--json")
    assert again.status == 1
    assert made.document()["public_key"] in again.error()["message"]
    assert file.read_text() == private_key
    file.write_text("nonsense")
    damaged = spotintro("operator", "issue", "--unbound", "--credits", "5")
    assert damaged.status == 1
    for result in (refused, made, again, damaged):
        assert private_key not in result.out + result.err
        assert "nonsense" not in result.out + result.err


def test_with_a_keyring_the_key_is_kept_there(spotintro: Commands) -> None:
    import keyring

    from tests.fakes.keyrings import MemoryKeyring

    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    try:
        made = spotintro("operator", "init", "--json")
        assert vouchers.public_key_of(memory.kept["spotintro", "operator"]) == made.document()["public_key"]
        assert spotintro("operator", "issue", "--unbound", "--credits", "5").status == 0
    finally:
        keyring.set_keyring(before)
    assert not (spotintro.data_dir / "secrets").exists()


@pytest.mark.parametrize("backend", ["HangingKeyring", "LockedKeyring"])
def test_a_keyring_that_does_not_answer_makes_no_second_key(spotintro: Commands, backend: str) -> None:
    result = run(
        "operator", "init", "--insecure-file", env={"PYTHON_KEYRING_BACKEND": f"tests.fakes.keyrings.{backend}"}
    )
    assert result.status == 1
    assert "OPENAI" not in result.err
    assert not (spotintro.data_dir / "secrets").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["operator", "issue", "--credits", "5"],
        ["operator", "issue", "--request", "R", "--unbound", "--credits", "5"],
        ["operator", "issue", "--unbound", "--credits", "0"],
        ["operator", "issue", "--unbound", "--credits", "1000000001"],
        ["operator", "issue", "--unbound", "--credits", "5", "--days", "0"],
        ["operator", "issue", "--unbound", "--credits", "5", "--kind", "loan"],
        ["operator", "revoke", "everything"],
        ["operator", "inspect"],
        ["credits", "redeem"],
        ["credits", "request", "--package", "Small"],
    ],
)
def test_usage(spotintro: Commands, words: list[str]) -> None:
    result = spotintro(*words, "--json")
    assert result.status == 2
    assert result.error()["code"] == "USAGE"
    assert not (spotintro.data_dir / "operator").exists()


def test_the_limits_in_the_help_are_those_of_a_voucher() -> None:
    for name in ("MAX_CREDITS", "MAX_EVERY_DAYS", "MIN_TIMES", "MAX_TIMES"):
        assert getattr(operator_issue, name) == getattr(vouchers, name)
    assert operator_issue.MAX_DAYS == vouchers.MAX_LOT_DAYS
    assert set(operator_issue.KINDS) == {kind.value for kind in LotKind}

"""Whose account is whose: adopted once, kept apart, and never guessed."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.credits.vouchers import MAX_ACCOUNT_BYTES
from spotintro.state.errors import SignInDamaged, SignInUnkept
from spotintro.state.sign_ins import LOCAL, Linked, SignIns, SpotifyUser

ZOE = SpotifyUser(("acc123", "zoe"), "Zoë")
MAX = SpotifyUser(("acc456", "max"), "Max")


@pytest.fixture
def sign_ins(tmp_path: Path) -> SignIns:
    return SignIns(tmp_path / "spotify" / "sign_in.json")


def test_before_anybody_signed_in_the_account_is_local(sign_ins: SignIns, tmp_path: Path) -> None:
    assert (sign_ins.user(), sign_ins.account_id()) == (None, LOCAL)
    assert not sign_ins.sign_out()
    assert list(tmp_path.iterdir()) == []


def test_the_first_user_adopts_the_local_account_and_the_second_does_not(sign_ins: SignIns) -> None:
    assert sign_ins.sign_in(ZOE) == Linked(LOCAL, adopted=True)
    assert sign_ins.sign_in(ZOE) == Linked(LOCAL, adopted=False)
    assert sign_ins.sign_in(MAX) == Linked("spotify:acc456", adopted=False)
    assert (sign_ins.user(), sign_ins.account_id()) == (MAX, "spotify:acc456")
    assert sign_ins.sign_in(ZOE) == Linked(LOCAL, adopted=False)
    assert sign_ins.account_id() == LOCAL


def test_a_sign_out_takes_no_link_away(sign_ins: SignIns) -> None:
    sign_ins.sign_in(ZOE)
    sign_ins.sign_in(MAX)
    assert sign_ins.sign_out()
    assert not sign_ins.sign_out()
    assert (sign_ins.user(), sign_ins.account_id()) == (None, LOCAL)
    assert sign_ins.sign_in(MAX).account_id == "spotify:acc456"


def test_one_that_spotify_ended_leaves_the_account_to_its_user(sign_ins: SignIns) -> None:
    sign_ins.end()
    assert sign_ins.user() is None
    sign_ins.sign_in(ZOE)
    sign_ins.sign_in(MAX)
    before = sign_ins.stamp()
    sign_ins.end()
    assert sign_ins.stamp() != before, "every program learns of it"
    assert (sign_ins.signed_in(), sign_ins.user()) == (None, MAX)
    assert sign_ins.account_id() == "spotify:acc456"
    sign_ins.sign_in(MAX)
    assert sign_ins.signed_in() == MAX


@pytest.mark.parametrize("ids", [("zoe",), ("acc123",), ("new", "zoe")])
def test_a_user_is_known_by_any_of_their_ids(sign_ins: SignIns, ids: tuple[str, ...]) -> None:
    sign_ins.sign_in(ZOE)
    sign_ins.sign_in(MAX)
    assert sign_ins.sign_in(SpotifyUser(ids, "Zoë")) == Linked(LOCAL, adopted=False)


def test_an_id_that_is_linked_stays_so(sign_ins: SignIns) -> None:
    sign_ins.sign_in(ZOE)
    sign_ins.sign_in(MAX)
    sign_ins.sign_in(SpotifyUser(("acc123", "max"), "?"))
    assert sign_ins.sign_in(SpotifyUser(("max",), "Max")).account_id == "spotify:acc456"


def test_who_is_called_local_gets_no_other_account_by_that(sign_ins: SignIns) -> None:
    sign_ins.sign_in(ZOE)
    assert sign_ins.sign_in(SpotifyUser(("local",), "Local")).account_id == "spotify:local"


@settings(deadline=None, max_examples=50)  # each example syncs to the disk
@given(st.text(min_size=1, max_size=200))
def test_every_id_gives_an_account_that_fits_a_voucher(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    sign_ins = SignIns(tmp_path_factory.mktemp("ids") / "sign_in.json")
    sign_ins.sign_in(ZOE)
    user_id = text.encode("utf-8", "replace").decode()
    linked = sign_ins.sign_in(SpotifyUser((f"{user_id}!",), ""))
    assert len(linked.account_id.encode()) <= MAX_ACCOUNT_BYTES
    assert linked.account_id != LOCAL
    assert sign_ins.account_id() == linked.account_id


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"accounts": 3}', b'{"accounts": {}, "more": 1}', b"\xff"]
)
def test_links_that_cant_be_read_are_nobodys_and_are_not_written_over(
    sign_ins: SignIns, tmp_path: Path, content: bytes
) -> None:
    sign_ins.sign_in(ZOE)
    file = tmp_path / "spotify" / "sign_in.json"
    file.write_bytes(content)
    assert (sign_ins.user(), sign_ins.account_id()) == (None, LOCAL)
    for change in (lambda: sign_ins.sign_in(MAX), sign_ins.sign_out):
        with pytest.raises(SignInDamaged, match="damaged") as caught:
            change()
        assert (caught.value.code, bool(caught.value.next_step)) == ("SYSTEM_ERROR", True)
    assert file.read_bytes() == content


def test_where_nothing_can_be_written_it_says_so(sign_ins: SignIns, tmp_path: Path) -> None:
    (tmp_path / "spotify").write_text("a file")
    with pytest.raises(SignInUnkept, match=r"can't be kept in .*sign_in\.json"):
        sign_ins.sign_in(ZOE)


def test_the_file_is_its_owners_alone(sign_ins: SignIns, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        sign_ins.sign_in(ZOE)
    finally:
        os.umask(before)
    folder = tmp_path / "spotify"
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (folder, *folder.iterdir())}
    assert modes == {"spotify": 0o700, "sign_in.json": 0o600, "sign_in.json.lock": 0o600}


SIGN_IN = """
import sys
from pathlib import Path
from spotintro.state.sign_ins import SignIns, SpotifyUser
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
user = SpotifyUser((sys.argv[2],), "")
print(*(int(SignIns(Path(sys.argv[1]) / f"{number}.json").sign_in(user).adopted) for number in range(50)))
"""


@pytest.mark.slow
def test_of_four_programs_that_sign_in_at_once_one_adopts(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", SIGN_IN, str(tmp_path), f"user{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    adopted = [[int(word) for word in program.communicate(timeout=60)[0].split()] for program in programs]
    assert [sum(each) for each in zip(*adopted, strict=True)] == [1] * 50
    for number in range(50):
        accounts = json.loads((tmp_path / f"{number}.json").read_bytes())["accounts"]
        assert len(set(accounts.values())) == 4

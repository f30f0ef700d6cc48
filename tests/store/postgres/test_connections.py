"""Connections that are lost, wherever: a sentence, nothing half booked, and the next call works by itself."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from spotintro.credits.errors import CreditError, CreditErrorCode, Unconfirmed
from spotintro.store.address import PostgresUrl, address_of
from spotintro.store.ledger import SqlLedger
from tests.fakes.cutting_proxy import Cut, CuttingProxy
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server, running_server
from tests.store.requests import figures, intro, request, voucher

pytestmark = pytest.mark.slow

MakeLedger = Callable[..., SqlLedger]


@pytest.fixture
def store(server: Server) -> Iterator[PostgresUrl]:
    address = server.make_store()
    yield address
    server.give_back(address)


@pytest.fixture
def proxy(server: Server) -> Iterator[CuttingProxy]:
    made = CuttingProxy(server.socket)
    yield made
    made.close()


@pytest.fixture
def ledger(store: PostgresUrl, proxy: CuttingProxy) -> Iterator[SqlLedger]:
    made = ledger_at(
        f"postgresql://postgres@127.0.0.1:{proxy.port}/{store.database}?sslmode=disable&gssencmode=disable"
    )
    made.open()
    yield made
    made.close()


def ledger_at(url: str) -> SqlLedger:
    return SqlLedger(address_of(url), account_id="local", demo_credits=1000, clock=FakeClock())


def sentence(caught: pytest.ExceptionInfo[CreditError]) -> str:
    assert caught.value.code is CreditErrorCode.SYSTEM_ERROR
    assert caught.value.message.endswith(".")
    assert caught.value.next_step.endswith(".")
    assert "hunter2" not in caught.value.message + caught.value.next_step
    return caught.value.message


def terminate(server: Server, store: PostgresUrl) -> None:
    server.run(
        f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{store.database}'"
        " AND backend_type = 'client backend'"
    )


CALLS: dict[str, Callable[[SqlLedger, int], object]] = {
    "hold": lambda ledger, number: ledger.hold([request(f"w{number}")], ttl_s=60),
    "capture": lambda ledger, number: ledger.capture(request(f"there{number}").key, intro=intro(f"there{number}")),
    "release": lambda ledger, number: ledger.release(request(f"there{number}").key),
    "extend": lambda ledger, number: ledger.extend([request(f"there{number}").key], ttl_s=60),
    "redeem": lambda ledger, number: ledger.redeem(voucher(number)),
    "record_intro": lambda ledger, number: ledger.record_intro(intro(f"free{number}")),
    "user": lambda ledger, _: ledger.user(),
    "history": lambda ledger, _: ledger.history(),
    "last_intros": lambda ledger, _: ledger.last_intros(),
    "state": lambda ledger, _: ledger.state(),
    "audit": lambda ledger, _: ledger.audit(),
}
WRITING = ["hold", "capture", "release", "extend", "redeem", "record_intro"]


@pytest.mark.parametrize("name", CALLS)
def test_a_connection_lost_while_idle_is_made_anew_by_itself(
    ledger: SqlLedger, server: Server, store: PostgresUrl, name: str
) -> None:
    ledger.hold([request("there1")], ttl_s=60)
    terminate(server, store)
    CALLS[name](ledger, 1)
    assert ledger.audit().ok


def everything(ledger: SqlLedger) -> tuple[object, ...]:
    return ledger.state(), ledger.history(limit=999), ledger.last_intros(limit=999)


@pytest.mark.parametrize("name", CALLS)
def test_a_connection_cut_at_any_place_leaves_all_or_nothing(
    ledger: SqlLedger, proxy: CuttingProxy, name: str
) -> None:
    """Cut ever later until the call is through; whatever is cut before its COMMIT is as if it had not begun."""
    stride = 1499 if name == "audit" else 97 if name in WRITING else 31
    refused = 0
    for number in range(1000):
        ledger.hold([request(f"there{number}")], ttl_s=60)
        before = everything(ledger)
        cuts = proxy.cuts
        proxy.cut(Cut(after_bytes=number * stride))
        error = refusal(ledger, name, number)
        if error is not None:
            assert (error.code, "was lost" in error.message) == (CreditErrorCode.SYSTEM_ERROR, True)
            assert everything(ledger) == before or "while it was booking" in error.message
            refused += 1
        elif proxy.cuts == cuts:
            break
    proxy.cut(Cut())
    assert refused > 0
    assert ledger.audit().ok


def refusal(ledger: SqlLedger, name: str, number: int) -> CreditError | None:
    try:
        CALLS[name](ledger, number)
    except CreditError as error:
        return error
    return None


def soundly_done(ledger: SqlLedger, name: str) -> None:
    """The same call again: as if it had been made once."""
    CALLS[name](ledger, 1)
    expected = {"hold": (998, 0, 2), "capture": (999, 1, 0), "release": (1000, 0, 0), "redeem": (1004, 0, 1)}
    assert figures(ledger.user()) == expected.get(name, (999, 0, 1))
    report = ledger.audit()
    assert report.ok, report.problems


@pytest.mark.parametrize("name", WRITING)
def test_a_commit_that_never_arrived_can_be_repeated(ledger: SqlLedger, proxy: CuttingProxy, name: str) -> None:
    ledger.hold([request("there1")], ttl_s=60)
    before = everything(ledger)
    proxy.cut(Cut(before_commit=True))
    with pytest.raises(CreditError) as caught:
        CALLS[name](ledger, 1)
    assert isinstance(caught.value, Unconfirmed)
    assert "was lost while it was booking" in sentence(caught)
    assert "no step is charged twice" in caught.value.next_step
    assert everything(ledger) == before
    soundly_done(ledger, name)


@pytest.mark.parametrize("name", WRITING)
def test_a_commit_whose_answer_never_arrived_books_nothing_more_when_repeated(
    ledger: SqlLedger, proxy: CuttingProxy, name: str
) -> None:
    ledger.hold([request("there1")], ttl_s=60)
    proxy.cut(Cut(after_commit=True))
    with pytest.raises(CreditError) as caught:
        CALLS[name](ledger, 1)
    assert isinstance(caught.value, Unconfirmed)
    assert "was lost while it was booking" in sentence(caught)
    booked = everything(ledger)
    if name == "redeem":
        with pytest.raises(CreditError, match="used before"):
            CALLS[name](ledger, 1)
    else:
        soundly_done(ledger, name)
    assert everything(ledger) == booked


def test_each_way_not_to_be_there_has_its_own_line(server: Server, store: PostgresUrl) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        closed = nobody.getsockname()[1]
    server.run("CREATE ROLE locked LOGIN PASSWORD 'right'")
    rules = server.data / "pg_hba.conf"
    known = rules.read_text()
    rules.write_text(f"local all locked scram-sha-256\nlocal all stranger reject\n{known}")
    server.run("SELECT pg_reload_conf()")
    silent = socket.create_server(("127.0.0.1", 0))
    here = f"host={server.folder}"
    urls = {
        f"postgresql://postgres@127.0.0.1:{closed}/x": "Nobody answers",
        "postgresql://postgres@nowhere.invalid/x": "Nobody answers",
        f"postgresql://postgres@/x?host={server.folder}/none": "Nobody answers",
        f"postgresql://postgres@127.0.0.1:{silent.getsockname()[1]}/x?connect_timeout=2": "didn't answer in time",
        f"postgresql://locked:hunter2@/{store.database}?{here}": "refused the sign-in",
        f"postgresql://nobody:hunter2@/{store.database}?{here}": "refused the sign-in",
        f"postgresql://stranger:hunter2@/{store.database}?{here}": "refused the sign-in",
        f"postgresql://postgres@/missing?{here}": "has no such database",
        f"postgresql://postgres@/x?{here}&nonsense=hunter2": "an option that PostgreSQL's driver doesn't know",
    }
    said = {}
    for url in urls:
        with pytest.raises(CreditError) as caught:
            ledger_at(url).open()
        said[url] = sentence(caught)
    silent.close()
    rules.write_text(known)
    server.run("SELECT pg_reload_conf()")
    server.run("DROP ROLE locked")
    assert {url: sign for url, sign in urls.items() if sign not in said[url]} == {}, said


def test_a_server_that_stops_and_starts_again() -> None:
    with running_server() as server:
        store = server.make_store()
        ledger = SqlLedger(store, account_id="local", demo_credits=10, clock=FakeClock())
        ledger.open()
        ledger.hold([request("w")], ttl_s=60)
        server.stop()
        for _ in range(2):
            with pytest.raises(CreditError) as caught:
                ledger.capture(request("w").key, intro=intro("w"))
            assert "Nobody answers" in sentence(caught)
            assert "go on working" in caught.value.next_step
        server.start()
        assert figures(ledger.capture(request("w").key, intro=intro("w"))) == (9, 1, 0)
        assert ledger.audit().ok
        ledger.close()

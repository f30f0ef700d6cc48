"""`spotintro serve`, and the page beside the app: what is printed, what is refused, how it ends."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from spotintro.state.web_access import WebAccess, file_in
from tests.cli.commands import Commands, run, start
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.slow


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Serve without a screen; yield the program with the first lines that it has printed."""
    with start("--data-dir", str(folder), "demo", "--serve", "--port", "0", *options) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().rstrip() for _ in range(3)]
        try:
            yield process, lines
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


def test_it_prints_the_address_and_the_number(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, lines):
        assert lines[0].startswith("The page: http://127.0.0.1:")
        assert WebAccess(file_in(tmp_path)).token in lines[0]
        assert lines[1].startswith("Number to pair a phone: ")
        assert lines[2] == "Only this machine can open it; --lan lets phones of this network in."


def test_in_the_household_it_says_that_others_could_read_along(tmp_path: Path) -> None:
    with serving(tmp_path, "--lan") as (_, lines):
        assert not lines[0].startswith("The page: http://127.0.0.1:")
        assert lines[2].startswith("Others on this network could read along")


def test_a_second_one_says_where_the_first_is(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, lines):
        where = lines[0].removeprefix("The page: ").partition("/in/")[0]
        second = run("--data-dir", str(tmp_path), "serve", "--port", "0")
        assert second.status == 1
        assert f"The page is served already, at {where}." in second.err
    assert process.returncode == 128 + signal.SIGTERM
    assert not (tmp_path / "served-at").exists()


def test_a_second_one_with_a_screen_ends_as_well(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, lines):
        where = lines[0].removeprefix("The page: ").partition("/in/")[0]
        second = Terminal("--data-dir", str(tmp_path), "demo", "--serve", "--port", "0")
        second.wait_for(where)
        assert second.end() == 1


def test_revoking_makes_another_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = Commands(tmp_path, capsys)
    before = WebAccess(file_in(tmp_path)).token
    result = commands("--data-dir", str(tmp_path), "serve", "--revoke")
    assert (result.status, result.err) == (0, "")
    assert WebAccess(file_in(tmp_path)).token != before


@pytest.mark.parametrize(
    ("options", "told", "status"),
    [
        (("--key", "k.pem"), "--key needs --cert.", 2),
        (("--cert", "nothing.pem"), "The certificate can't be used", 1),
        (("--port", "70000"), "70000", 2),
    ],
)
def test_what_cannot_be_served_is_told(tmp_path: Path, options: tuple[str, ...], told: str, status: int) -> None:
    result = run("--data-dir", str(tmp_path), "serve", *(() if "--port" in options else ("--port", "0")), *options)
    assert result.status == status
    assert told in result.err


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, lines):
        port = lines[0].partition("/in/")[0].rpartition(":")[2]
        result = run("--data-dir", str(tmp_path / "other"), "serve", "--port", port)
        assert result.status == 1
        assert f"on port {port}" in result.err


def test_with_a_certificate_the_page_is_served_encrypted(tmp_path: Path) -> None:
    certificate, key = own_certificate(tmp_path)
    with serving(tmp_path, "--lan", "--cert", str(certificate), "--key", str(key)) as (_, lines):
        assert lines[0].startswith("The page: https://")
        assert not lines[2].startswith("Others on this network")
        import ssl
        import urllib.error
        import urllib.request

        context = ssl.create_default_context(cafile=str(certificate))
        context.check_hostname = False
        port = lines[0].partition("/in/")[0].rpartition(":")[2]
        token = lines[0].partition("/in/")[2]
        answer = urllib.request.urlopen(f"https://127.0.0.1:{port}/in/{token}", context=context, timeout=20)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-spotintro=")
        assert "Secure" in cookie
        for _ in range(6):  # each is answered, whatever the connection's buffers have been through
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(f"https://127.0.0.1:{port}/", context=context, timeout=20)


def own_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate that signs itself."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files

"""`spotintro operator`: for who hands out credits. Makes the key pair, answers requests with vouchers."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

import click

from spotintro.cli import operator_refund, printing
from spotintro.cli.failures import CommandFailed
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.credits.base import VoucherTerms
    from spotintro.credits.requests import CreditRequest

# As `credits.vouchers` has them; a test holds them together, so that help loads no codec.
MAX_CREDITS = 1_000_000_000
MAX_DAYS = 36_500
KINDS = ("paid", "promotional")


@click.group()
@named_files
def operator() -> None:
    """Hand out credits: a key pair, vouchers for requests."""


operator.add_command(operator_refund.refund)


@operator.command()
@named_files
@click.option("--insecure-file", is_flag=True, help="Without a keyring: keep the key in a file only you can read.")
@as_json_option
@click.pass_obj
def init(launch: Launch, *, insecure_file: bool, as_json: bool) -> None:
    """Make the key pair that signs vouchers. The private key stays here; the public one is printed."""
    from spotintro.cli.operator_key import keep_key, read_key
    from spotintro.credits.vouchers import new_private_key, public_key_of
    from spotintro.secrets import Origin

    data_dir = launch.paths().data_dir
    there = read_key(data_dir)
    if there is not None:
        raise CommandFailed(
            "OPERATOR_KEY_EXISTS",
            f"There is an operator's key already; its public key is {public_key_of(there)}.",
            "Vouchers signed with it would count no more without it: it is not overwritten.",
        )
    private_key = new_private_key()
    origin, place = keep_key(data_dir, private_key, allow_file=insecure_file)
    public_key = public_key_of(private_key)
    if as_json:
        printing.document({"public_key": public_key})
    else:
        printing.line(public_key)
    if origin is Origin.FILE:
        printing.message(f"Warning: the private key stands unencrypted in {place}; only your user can read it.")
    else:
        printing.message("The private key is kept in the system's keyring.")
    printing.message("Keep a copy of it in a safe place: who has it can make credits.")
    printing.message(f'Who takes your vouchers sets, under [credits]: operator_keys = ["{public_key}"]')


@operator.command()
@named_files
@click.option("--request", metavar="CODE|FILE", help="The request to answer: the voucher counts for its account.")
@click.option("--unbound", is_flag=True, help="For whoever redeems it: once in every store. For promotion.")
@click.option("--credits", "amount", type=click.IntRange(1, MAX_CREDITS), help="How many credits.")
@click.option("--package", help="As many as this package of the settings has.")
@click.option("--days", type=click.IntRange(1, MAX_DAYS), help="How long they last once redeemed; else for ever.")
@click.option("--redeem-within", type=click.IntRange(1, MAX_DAYS), help="Days (UTC) left for redeeming; else any.")
@click.option(
    "--kind", type=click.Choice(KINDS), default="paid", show_default=True, help="Paid for, or a present."
)
@click.option("--out", type=click.Path(), metavar="FILE.voucher", help="Write it to this new file as well.")
@as_json_option
@click.pass_obj
def issue(
    launch: Launch,
    *,
    request: str | None,
    unbound: bool,
    amount: int | None,
    package: str | None,
    days: int | None,
    redeem_within: int | None,
    kind: str | None,
    out: str | None,
    as_json: bool,
) -> None:
    """Sign a voucher. It is logged before it is printed."""
    from datetime import timedelta

    from spotintro.cli.operator_key import require_key
    from spotintro.clock import SystemClock
    from spotintro.credits import vouchers
    from spotintro.credits.base import LotKind, VoucherTerms
    from spotintro.store.issue_log import IssueLog

    if (request is None) != unbound:
        raise click.UsageError("Give either --request CODE or --unbound.")
    asked = None if request is None else _decode_request(request)
    now = SystemClock().now()
    data_dir = launch.paths().data_dir
    private_key = require_key(data_dir)
    terms = VoucherTerms(
        serial=vouchers.new_serial(),
        operator_key=vouchers.public_key_of(private_key),
        credits=_amount(launch, amount, package, asked),
        kind=LotKind(kind or ("promotional" if unbound else "paid")),
        store_id=None if asked is None else asked.store_id,
        account_id=None if asked is None else asked.account_id,
        redeem_by=None if redeem_within is None else now.date() + timedelta(days=redeem_within),
        lot_days=days,
    )
    voucher = vouchers.encode(terms, private_key)
    log = IssueLog(data_dir)
    warning = None if asked is None else log.warning_about(asked)
    with contextlib.nullcontext() if out is None else _new_file(out) as stream:
        log.add(terms, asked, at=now)
        if stream is not None:
            stream.write(vouchers.file_text(voucher))
    if warning is not None:
        printing.message(f"Warning: {warning}")
    if as_json:
        printing.document({"voucher": voucher, "serial": terms.serial})
    else:
        printing.block(vouchers.file_text(voucher))
        printing.message(f"{_in_words(terms)} Serial {terms.serial}.")


@operator.command()
@named_files
@click.argument("code", nargs=-1, required=True)
@as_json_option
@click.pass_obj
def inspect(launch: Launch, *, code: tuple[str, ...], as_json: bool) -> None:
    """What a voucher or a request says, in words. Names a code, a file, or - for a pipe."""
    from spotintro.cli.codes import read_code
    from spotintro.cli.inspecting import describe_request, describe_voucher
    from spotintro.credits import armour

    text = read_code(code)
    kind = armour.kind_of(text)
    if kind is armour.Kind.REQUEST:
        from spotintro.credits.requests import decode

        document, lines = describe_request(decode(text))
    elif kind is armour.Kind.VOUCHER:
        from spotintro.cli.operator_key import own_public_key

        settings = launch.settings().credits
        own = own_public_key(launch.paths().data_dir)
        trusted = (*settings.operator_keys, *(() if own is None else (own,)))
        document, lines = describe_voucher(
            text, own=own, trusted=trusted, revoked=(*settings.revoked_keys, *settings.revoked_vouchers)
        )
    else:
        raise CommandFailed(
            "NOT_A_CODE",
            "This is neither a voucher nor a request for credits.",
            "A voucher begins with V, a request with R; paste all of it.",
        )
    if as_json:
        printing.document(document)
        return
    for line in lines:
        printing.line(line)


@operator.command()
@named_files
@click.argument("what", metavar="PUBLIC_KEY|SERIAL")
@as_json_option
@click.pass_obj
def revoke(launch: Launch, *, what: str, as_json: bool) -> None:
    """Print the setting that makes a key or a single voucher count no more.

    It counts no more where that setting stands: nothing can be called back over a distance.
    """
    import re

    from spotintro.config.example import toml_value

    settings = launch.settings().credits
    name = what.strip().lower()
    if re.fullmatch(r"[0-9a-f]{64}", name):
        setting, before = "revoked_keys", settings.revoked_keys
    elif re.fullmatch(r"[0-9a-f]{16}", name):
        setting, before = "revoked_vouchers", settings.revoked_vouchers
    else:
        raise click.UsageError("Name a public key (64 hexadecimal digits) or a voucher's serial (16).")
    values = list(dict.fromkeys((*(each.lower() for each in before), name)))
    if as_json:
        printing.document({"setting": f"credits.{setting}", "values": [*values]})
    else:
        printing.line("[credits]")
        printing.line(f"{setting} = {toml_value(values)}")
    printing.message(
        "Put this into the settings of every SpotIntro that trusts the key: only there it counts no more. "
        "What was redeemed before stays."
    )


def _decode_request(text: str) -> CreditRequest:
    from spotintro.cli.codes import read_code
    from spotintro.credits.requests import decode

    return decode(read_code((text,)))


def _amount(launch: Launch, amount: int | None, package: str | None, asked: CreditRequest | None) -> int:
    """The credits named, else those of the package named, else those of the package asked for."""
    from spotintro.credits.requests import package_called

    if amount is not None and package is not None:
        raise click.UsageError("Give either --credits or --package.")
    if amount is not None:
        return amount
    name = package or (None if asked is None else asked.package)
    if name is None:
        raise click.UsageError("Give --credits N or --package NAME: the request names no package.")
    packages = launch.settings().credits.packages
    known = package_called(name, [each.name for each in packages])
    if known is None:
        raise click.UsageError(f"The settings have no package “{name}”. Give --credits N.")
    return next(each.credits for each in packages if each.name == known)


@contextlib.contextmanager
def _new_file(file: str) -> Iterator[TextIO]:
    """A file that was not there before, and is gone again where the work on it fails."""
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise CommandFailed(
            "FILE_EXISTS", f"{file} is already there.", "Name another file. Nothing was issued."
        ) from None
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            yield stream
    except BaseException:
        os.unlink(file)  # noqa: PTH108 - the name as it was given to open
        raise


def _in_words(terms: VoucherTerms) -> str:
    from spotintro.cli.inspecting import terms_in_words

    return terms_in_words(terms)

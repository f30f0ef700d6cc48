"""`spotintro operator issue`: vouchers, for whoever asked and for the friend who brought them."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.failures import CommandFailed
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from spotintro.credits.base import VoucherTerms
    from spotintro.credits.requests import CreditRequest, Offer
    from spotintro.operators.issue_log import IssueLog

# As `credits.vouchers` has them; a test holds them together, so that help loads no codec.
MAX_CREDITS = 1_000_000_000
MAX_DAYS = 36_500
MAX_EVERY_DAYS = 3_650
MIN_TIMES, MAX_TIMES = 2, 1_000
KINDS = ("paid", "promotional")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the command line asks for."""

    request: str | None
    unbound: bool
    amount: int | None
    package: str | None
    every: int | None
    times: int | None
    days: int | None
    redeem_within: int | None
    kind: str | None
    referral_reward: int | None


@dataclass(frozen=True, slots=True)
class _Issued:
    terms: VoucherTerms
    voucher: str
    thanks: VoucherTerms | None
    """For the friend who brought the account that asked."""
    thanks_voucher: str | None
    friend: tuple[str | None, str | None] | None
    """That friend's store and account, where they have asked before."""
    warning: str | None


@click.command()
@named_files
@click.option("--request", metavar="CODE|FILE", help="The request to answer: the voucher counts for its account.")
@click.option("--unbound", is_flag=True, help="For whoever redeems it: once in every store. For promotion.")
@click.option("--credits", "amount", type=click.IntRange(1, MAX_CREDITS), help="How many credits.")
@click.option("--package", help="What this package of the settings has.")
@click.option("--every", type=click.IntRange(1, MAX_EVERY_DAYS), metavar="DAYS", help="Again every so many days …")
@click.option("--times", type=click.IntRange(MIN_TIMES, MAX_TIMES), help="… and so many times in all.")
@click.option("--days", type=click.IntRange(1, MAX_DAYS), help="How long they last once redeemed; else for ever.")
@click.option("--redeem-within", type=click.IntRange(1, MAX_DAYS), help="Days (UTC) left for redeeming; else any.")
@click.option(
    "--kind", type=click.Choice(KINDS), default="paid", show_default=True, help="Paid for, or a present."
)
@click.option(
    "--referral-reward",
    type=click.IntRange(0, MAX_CREDITS),
    metavar="N",
    help="Credits for the friend who brought who asks; else as set. 0: none.",
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
    every: int | None,
    times: int | None,
    days: int | None,
    redeem_within: int | None,
    kind: str | None,
    referral_reward: int | None,
    out: str | None,
    as_json: bool,
) -> None:
    """Sign a voucher. It is logged before it is printed.

    A request that earns its friend a reward is answered with a second voucher, for that friend.
    """
    wanted = _Wanted(request, unbound, amount, package, every, times, days, redeem_within, kind, referral_reward)
    issued = _issue(launch, wanted, out)
    if issued.warning is not None:
        printing.message(f"Warning: {issued.warning}")
    if as_json:
        _print_document(issued)
    else:
        _print_texts(issued)


def _issue(launch: Launch, wanted: _Wanted, out: str | None) -> _Issued:
    from pathlib import Path

    from spotintro.clock import SystemClock
    from spotintro.credits import vouchers
    from spotintro.operators.issue_log import IssueLog
    from spotintro.operators.key import require_key

    if (wanted.request is None) != wanted.unbound:
        raise click.UsageError("Give either --request CODE or --unbound.")
    asked = None if wanted.request is None else _decode_request(wanted.request)
    now = SystemClock().now()
    data_dir = launch.paths().data_dir
    offer = _offer(launch, wanted, asked)
    private_key = require_key(data_dir)
    terms = _terms(wanted, asked, offer, vouchers.public_key_of(private_key), now)
    voucher = vouchers.encode(terms, private_key)
    log = IssueLog(data_dir)
    reward = (
        launch.settings().credits.referral_reward if wanted.referral_reward is None else wanted.referral_reward
    )
    with contextlib.ExitStack() as opened:
        opened.enter_context(log.alone())
        try:
            stream = None if out is None else opened.enter_context(_voucher_file(Path(out)))
        except FileExistsError:
            raise CommandFailed(
                "FILE_EXISTS", f"{out} is already there.", "Name another file. Nothing was issued."
            ) from None
        warning = None if asked is None else log.warning_about(asked)
        thanks = None if asked is None else _thanks(log, asked, reward, terms.operator_key)
        thanks_voucher = None if thanks is None else vouchers.encode(thanks, private_key)
        friend = None if thanks is None else log.account_called(thanks.referral_code or "")
        log.add(terms, asked, at=now, thanks=thanks)
        if stream is not None:
            stream.write(vouchers.file_text(voucher).encode())
    return _Issued(terms, voucher, thanks, thanks_voucher, friend, warning)


def _voucher_file(out: Path) -> contextlib.AbstractContextManager[BinaryIO]:
    """Open what the voucher goes to: a new file, since one that is there may hold another; or a pipe or device.

    Raises:
        FileExistsError: a file is there already.
        OSError: it can't be written.
    """
    from spotintro.cli.out_file import is_stream
    from spotintro.state.durable import new_file

    return out.open("wb") if is_stream(out) else new_file(out)


def _terms(
    wanted: _Wanted, asked: CreditRequest | None, offer: Offer, operator_key: str, now: datetime
) -> VoucherTerms:
    from datetime import timedelta

    from spotintro.credits.base import LotKind, VoucherTerms
    from spotintro.credits.vouchers import new_serial

    within = wanted.redeem_within
    return VoucherTerms(
        serial=new_serial(),
        operator_key=operator_key,
        credits=offer.credits,
        kind=LotKind(wanted.kind or ("promotional" if wanted.unbound else "paid")),
        store_id=None if asked is None else asked.store_id,
        account_id=None if asked is None else asked.account_id,
        redeem_by=None if within is None else now.date() + timedelta(days=within),
        lot_days=wanted.days,
        every_days=offer.every_days,
        times=offer.times,
    )


def _thanks(log: IssueLog, asked: CreditRequest, reward: int, operator_key: str) -> VoucherTerms | None:
    """Return the terms that thank a newcomer's friend once a paid credit was used; None where nothing is due."""
    from spotintro.credits.base import LotKind, VoucherTerms
    from spotintro.credits.vouchers import new_serial

    friend = asked.friend_code
    earned = friend is not None and friend != asked.referral_code and asked.has_captured_paid
    if not earned or reward == 0 or log.has_thanked_for(asked):
        return None
    return VoucherTerms(
        serial=new_serial(),
        operator_key=operator_key,
        credits=reward,
        kind=LotKind.PROMOTIONAL,
        store_id=None,
        account_id=None,
        redeem_by=None,
        lot_days=None,
        referral_code=friend,
    )


def _decode_request(text: str) -> CreditRequest:
    from spotintro.cli.codes import read_code
    from spotintro.credits.requests import decode

    return decode(read_code((text,)))


def _offer(launch: Launch, wanted: _Wanted, asked: CreditRequest | None) -> Offer:
    """Return the credits named, else those of the package named, else those of the package asked for.

    `--every` and `--times` go over a package's own.
    """
    from dataclasses import replace

    from spotintro.credits.requests import Offer
    from spotintro.credits.vouchers import MAX_ALLOWANCE_DAYS

    if wanted.amount is not None and wanted.package is not None:
        raise click.UsageError("Give either --credits or --package.")
    if (wanted.every is None) != (wanted.times is None):
        raise click.UsageError("--every DAYS and --times M belong together.")
    offer = Offer(wanted.amount) if wanted.amount is not None else _package(launch, wanted.package, asked)
    if wanted.every is None or wanted.times is None:
        return offer
    if wanted.every * (wanted.times - 1) > MAX_ALLOWANCE_DAYS:
        raise click.UsageError(f"The last part has to be due within {MAX_ALLOWANCE_DAYS} days.")
    return replace(offer, every_days=wanted.every, times=wanted.times)


def _package(launch: Launch, package: str | None, asked: CreditRequest | None) -> Offer:
    from spotintro.credits.requests import package_called
    from spotintro.wiring.offers import offer_of

    name = package or (None if asked is None else asked.package)
    if name is None:
        why = "" if asked is None else ": the request names no package"
        raise click.UsageError(f"Give --credits N or --package NAME{why}.")
    packages = launch.settings().credits.packages
    known = package_called(name, [each.name for each in packages])
    if known is None:
        raise click.UsageError(f"The settings have no package “{name}”. Give --credits N.")
    return next(offer_of(each) for each in packages if each.name == known)


def _print_document(issued: _Issued) -> None:
    from spotintro.credits.referral import written

    document: dict[str, printing.Json] = {"voucher": issued.voucher, "serial": issued.terms.serial}
    if issued.thanks is not None:
        document["referral_voucher"] = issued.thanks_voucher
        document["referral_code"] = written(issued.thanks.referral_code or "")
    printing.document(document)


def _print_texts(issued: _Issued) -> None:
    from spotintro.cli.inspecting import terms_in_words
    from spotintro.credits.vouchers import file_text

    printing.block(file_text(issued.voucher))
    printing.message(f"{terms_in_words(issued.terms)} Serial {issued.terms.serial}.")
    if issued.thanks is None:
        return
    printing.block(file_text(issued.thanks_voucher or ""))
    who = "" if issued.friend is None else f" That is account {issued.friend[1]} in store {issued.friend[0]}."
    printing.message(
        f"The second voucher thanks the friend who brought this account; send it to them: "
        f"{terms_in_words(issued.thanks)} Serial {issued.thanks.serial}.{who}"
    )

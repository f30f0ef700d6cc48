"""`spotintro operator`: for who hands out credits. Makes the key pair, answers requests with vouchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import operator_refund, printing
from spotintro.cli.failures import CommandFailed
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch
from spotintro.cli.operator_issue import issue
from spotintro.cli.options import as_json_option, help_where_bare, named_files

if TYPE_CHECKING:
    from pathlib import Path


@click.group(cls=ToldGroup, invoke_without_command=True)
@named_files
@click.pass_context
def operator(context: click.Context) -> None:
    """Hand out credits: a key pair, vouchers for requests."""
    help_where_bare(context)


operator.add_command(operator_refund.refund)


@operator.command()
@named_files
@click.option("--insecure-file", is_flag=True, help="Without a keyring: keep the key in a file only you can read.")
@as_json_option
@click.pass_obj
def init(launch: Launch, *, insecure_file: bool, as_json: bool) -> None:
    """Make the key pair that signs vouchers. The private key stays here; the public one is printed."""
    from spotintro.credits.vouchers import new_private_key, public_key_of
    from spotintro.operators.key import keep_key, read_key

    data_dir = launch.paths().data_dir
    there = read_key(data_dir)
    if there is not None:
        raise CommandFailed(
            "OPERATOR_KEY_EXISTS",
            f"There is an operator's key already; its public key is {public_key_of(there)}.",
            "Vouchers signed with it would count no more without it: it is not overwritten.",
        )
    private_key = new_private_key()
    file = keep_key(data_dir, private_key, allow_file=insecure_file)
    public_key = public_key_of(private_key)
    if as_json:
        printing.document({"public_key": public_key})
    else:
        printing.line(public_key)
    if file is not None:
        printing.message(f"Warning: the private key stands unencrypted in {file}; only your user can read it.")
    else:
        printing.message("The private key is kept in the system's keyring.")
    printing.message("Keep a copy of it in a safe place: who has it can make credits.")
    printing.message(f'Who takes your vouchers sets, under [credits]: operator_keys = ["{public_key}"]')


operator.add_command(issue)


@operator.command()
@named_files
@click.argument("code", nargs=-1, required=True)
@as_json_option
@click.pass_obj
def inspect(launch: Launch, *, code: tuple[str, ...], as_json: bool) -> None:
    """Show in words what a voucher or a request says: its text, a file with it, or - for a pipe."""
    from spotintro.cli.codes import read_code
    from spotintro.cli.inspecting import describe_request, describe_voucher
    from spotintro.credits import armour

    text = read_code(code)
    kind = armour.kind_of(text, among=(armour.Kind.REQUEST, armour.Kind.VOUCHER))
    if kind is armour.Kind.REQUEST:
        from spotintro.credits.requests import decode

        document, lines = describe_request(decode(text))
    elif kind is armour.Kind.VOUCHER:
        settings = launch.settings().credits
        own = _own_public_key(launch.paths().data_dir)
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


def _own_public_key(data_dir: Path) -> str | None:
    """Return the public key of the operator here, or say why it can't be had; None where there is none."""
    from spotintro.credits.vouchers import public_key_of
    from spotintro.operators.key import OperatorKeyError, read_key

    try:
        private_key = read_key(data_dir)
    except OperatorKeyError as problem:
        printing.message(problem.in_full)
        return None
    return None if private_key is None else public_key_of(private_key)


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

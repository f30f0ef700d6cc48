"""Which rows of the books are kept, which are final, and which of their terms are: the same on both databases."""

from __future__ import annotations

SAME = {
    "entry": "id = NEW.id OR (account_id = NEW.account_id AND sequence = NEW.sequence) OR hold_id = NEW.hold_id"
    " OR refund_of = NEW.refund_of",
    "event": "id = NEW.id",
    "redemption": "(serial = NEW.serial AND operator_key = NEW.operator_key) OR lot_id = NEW.lot_id",
    "store": "only = NEW.only",
    "allocation": "hold_id = NEW.hold_id AND lot_id = NEW.lot_id",
    "hold": "id = NEW.id OR (account_id = NEW.account_id AND key = NEW.key)",
    "lot": "id = NEW.id OR (account_id = NEW.account_id AND source = NEW.source AND reference = NEW.reference)",
    "account": "id = NEW.id OR referral_code = NEW.referral_code",
    "allowance": "id = NEW.id OR (serial = NEW.serial AND operator_key = NEW.operator_key)",
    "referral": "account_id = NEW.account_id",
    "transfer": "id = NEW.id OR (account_id = NEW.account_id AND done_at IS NULL AND NEW.done_at IS NULL)",
    "spending": "id = NEW.id OR (account_id = NEW.account_id AND key = NEW.key)",
}
"""Per table, the row that INSERT OR REPLACE would delete: without recursive_triggers no DELETE trigger fires."""

APPEND_ONLY = ("entry", "event", "allocation", "redemption", "store")

FIXED = {
    "hold": ("id", "account_id", "key", "input_hash", "step", "amount", "workflow", "created_at"),
    "lot": (
        "id",
        "account_id",
        "source",
        "reference",
        "granted",
        "priority",
        "promotional",
        "granted_at",
        "expires_at",
    ),
    "allowance": (
        "id",
        "account_id",
        "serial",
        "operator_key",
        "amount",
        "every_days",
        "times",
        "lot_days",
        "promotional",
        "started_at",
    ),
    "referral": ("account_id", "code", "referrer_id", "entered_at"),
    "transfer": ("id", "account_id", "direction", "other_store", "amount", "content", "at"),
    "spending": ("id", "account_id", "key", "at", "model", "server", "workflow"),
}

SETTLED_ONCE = {
    "hold": ("OLD.state <> 'held'", ("state", "settled_at")),
    "spending": (
        "OLD.settled_at IS NOT NULL",
        ("currency", "tokens_in", "tokens_out", "cost", "estimated", "settled_at"),
    ),
}
"""Per table, when a row is settled, and which of its columns never change from then on."""

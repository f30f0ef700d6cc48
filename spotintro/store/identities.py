"""What must agree between the rows of an account: one statement for each, which yields the rows that don't."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """`query` yields the rows that disagree: name, what is kept, what was derived.

    On SQLite `{all}h.account_id = :id` reads the holds in the order they were made; by the account's index they
    would come in that of their random keys, which takes 5 times as long at a million.
    """

    check: str
    says: str
    query: str


IDENTITIES = (
    Identity(
        "held",
        "the account's held credits are the sum of its open holds",
        """SELECT 'account ' || a.id, a.held, h.total
           FROM account a,
                (SELECT COALESCE(SUM(amount), 0) AS total FROM hold WHERE account_id = :id AND state = 'held') h
           WHERE a.id = :id AND a.held <> h.total""",
    ),
    Identity(
        "available",
        "posted less held is what remains in the lots",
        """SELECT 'account ' || a.id, a.posted - a.held, l.total
           FROM account a, (SELECT COALESCE(SUM(remaining), 0) AS total FROM lot WHERE account_id = :id) l
           WHERE a.id = :id AND a.posted - a.held <> l.total""",
    ),
    Identity(
        "lot",
        "what a lot granted is what remains, was captured, lapsed, was moved or is held",
        """SELECT 'lot ' || l.id, l.granted,
                  l.remaining + l.captured + l.expired + l.moved + COALESCE(SUM(al.amount), 0)
           FROM lot l
           LEFT JOIN (SELECT al.lot_id, al.amount FROM allocation al JOIN hold h ON h.id = al.hold_id
                      WHERE h.state = 'held') al ON al.lot_id = l.id
           WHERE l.account_id = :id
           GROUP BY l.id, l.granted, l.remaining, l.captured, l.expired, l.moved
           HAVING l.granted <> l.remaining + l.captured + l.expired + l.moved + COALESCE(SUM(al.amount), 0)""",
    ),
    Identity(
        "lot-parts",
        "no part of a lot is negative, and no more is captured than was granted",
        """SELECT 'lot ' || id, captured, granted FROM lot
           WHERE account_id = :id AND (remaining < 0 OR captured < 0 OR expired < 0 OR captured > granted)""",
    ),
    Identity(
        "lot-captured",
        "what a lot has captured is what captured holds took from it, but for what was refunded",
        """SELECT 'lot ' || l.id, l.captured, COALESCE(al.total, 0)
           FROM lot l
           LEFT JOIN (SELECT al.lot_id, SUM(al.amount) AS total FROM allocation al JOIN hold h ON h.id = al.hold_id
                      WHERE {all}h.account_id = :id AND h.state = 'captured' AND h.id NOT IN
                            (SELECT c.hold_id FROM entry r JOIN entry c ON c.id = r.refund_of
                             WHERE r.account_id = :id AND c.hold_id IS NOT NULL)
                      GROUP BY al.lot_id) al
                ON al.lot_id = l.id
           WHERE l.account_id = :id AND l.captured <> COALESCE(al.total, 0)""",
    ),
    Identity(
        "lot-entries",
        "what a lot granted and let lapse is what its entries say",
        """SELECT 'lot ' || l.id, l.granted - l.expired, COALESCE(SUM(e.amount), 0)
           FROM lot l LEFT JOIN entry e ON e.lot_id = l.id AND e.kind IN ('grant', 'expire', 'refund')
           WHERE l.account_id = :id
           GROUP BY l.id, l.granted, l.expired HAVING l.granted - l.expired <> COALESCE(SUM(e.amount), 0)""",
    ),
    Identity(
        "allocations",
        "what a hold took from the lots is its amount",
        """SELECT 'hold ' || h.key, h.amount, COALESCE(SUM(al.amount), 0)
           FROM hold h LEFT JOIN allocation al ON al.hold_id = h.id
           WHERE {all}h.account_id = :id AND h.state <> 'refused'
           GROUP BY h.id HAVING h.amount <> COALESCE(SUM(al.amount), 0)""",
    ),
    Identity(
        "captures",
        "a captured hold has one capture entry of its amount",
        """SELECT 'hold ' || h.key, h.amount, COALESCE(-SUM(e.amount), 0)
           FROM hold h LEFT JOIN entry e ON e.hold_id = h.id AND e.kind = 'capture'
           WHERE {all}h.account_id = :id AND h.state = 'captured'
           GROUP BY h.id HAVING COUNT(e.id) <> 1 OR -SUM(e.amount) <> h.amount""",
    ),
    Identity(
        "capture-of",
        "a capture entry belongs to a captured hold of its account and step",
        """SELECT 'entry ' || e.sequence, 'captured, ' || e.step, COALESCE(h.state || ', ' || h.step, 'no hold')
           FROM entry e LEFT JOIN hold h ON h.id = e.hold_id AND h.account_id = e.account_id
           WHERE e.account_id = :id AND e.kind = 'capture'
             AND (h.state IS NULL OR h.state <> 'captured' OR h.step <> e.step)""",
    ),
    Identity(
        "refund",
        "a refund gives back one whole charge of its account, or lapse of its lot, made before it",
        """SELECT 'entry ' || r.sequence, r.amount, COALESCE(-c.amount, 0)
           FROM entry r LEFT JOIN entry c ON c.id = r.refund_of AND c.account_id = r.account_id
                                         AND c.sequence < r.sequence
                                         AND ((c.kind = 'capture' AND r.lot_id IS NULL AND r.step = c.step)
                                              OR (c.kind = 'expire' AND r.lot_id = c.lot_id AND r.step IS NULL))
           WHERE r.account_id = :id AND r.kind = 'refund' AND (c.id IS NULL OR r.amount <> -c.amount)""",
    ),
    Identity(
        "last-at",
        "the account knows the time of its last entry",
        """SELECT 'account ' || a.id, a.last_at, COALESCE(e.at, a.created_at)
           FROM account a LEFT JOIN entry e ON e.account_id = a.id AND e.sequence = a.last_sequence
           WHERE a.id = :id AND a.last_at <> COALESCE(e.at, a.created_at)""",
    ),
    Identity(
        "voucher",
        "a redeemed voucher has one grant of its own",
        """SELECT 'voucher ' || r.serial, 1, COALESCE(g.grants, 0)
           FROM redemption r
           LEFT JOIN lot l ON l.id = r.lot_id AND l.account_id = r.account_id AND l.source = 'voucher'
                           AND l.reference = r.operator_key || ':' || r.serial
           LEFT JOIN (SELECT lot_id, COUNT(*) AS grants FROM entry
                      WHERE account_id = :id AND kind = 'grant' GROUP BY lot_id) g ON g.lot_id = l.id
           WHERE r.account_id = :id AND r.transfer_id IS NULL AND COALESCE(g.grants, 0) <> 1""",
    ),
    Identity(
        "voucher-lot",
        "a lot of a voucher belongs to one that was redeemed with it, at the same moment",
        """SELECT 'lot ' || l.id, l.reference, 'none'
           FROM lot l LEFT JOIN redemption r ON r.lot_id = l.id AND r.account_id = l.account_id
                                             AND r.at = l.granted_at
           WHERE l.account_id = :id AND l.source = 'voucher' AND r.serial IS NULL""",
    ),
    Identity(
        "allowance",
        "an allowance has a lot of its own for each part after the first",
        """SELECT 'allowance ' || a.serial, a.claimed - 1 - a.elsewhere, COUNT(l.id)
           FROM allowance a
           LEFT JOIN lot l ON l.account_id = a.account_id AND l.source = 'allowance'
                           AND l.granted = a.amount AND l.promotional = a.promotional
                           AND substr(l.reference, 1, length(a.operator_key) + length(a.serial) + 2)
                               = a.operator_key || ':' || a.serial || ':'
           WHERE a.account_id = :id
           GROUP BY a.id, a.serial, a.claimed, a.elsewhere HAVING COUNT(l.id) <> a.claimed - 1 - a.elsewhere""",
    ),
    Identity(
        "allowance-lot",
        "a lot of an allowance has its amount, and belongs to one",
        """SELECT 'lot ' || l.id, l.granted, COALESCE(a.amount, 0)
           FROM lot l
           LEFT JOIN allowance a ON a.account_id = l.account_id
                                 AND substr(l.reference, 1, length(a.operator_key) + length(a.serial) + 2)
                                     = a.operator_key || ':' || a.serial || ':'
           WHERE l.account_id = :id AND l.source = 'allowance' AND l.granted <> COALESCE(a.amount, 0)""",
    ),
    Identity(
        "referral",
        "a friend who was rewarded has one lot for it",
        """SELECT 'referral ' || r.account_id, 1, COUNT(l.id)
           FROM referral r
           LEFT JOIN lot l ON l.account_id = r.referrer_id AND l.source = 'referral' AND l.reference = r.account_id
           WHERE (r.account_id = :id OR r.referrer_id = :id) AND r.rewarded_at IS NOT NULL
           GROUP BY r.account_id HAVING COUNT(l.id) <> 1""",
    ),
    Identity(
        "referral-lot",
        "a lot for bringing a friend belongs to a friend who was brought",
        """SELECT 'lot ' || l.id, l.reference, 'none'
           FROM lot l
           LEFT JOIN referral r ON r.referrer_id = l.account_id AND r.account_id = l.reference
                                AND r.rewarded_at IS NOT NULL
           WHERE l.account_id = :id AND l.source = 'referral' AND r.account_id IS NULL""",
    ),
    Identity(
        "referral-code",
        "a friend in this store is the one whose code was entered",
        """SELECT 'referral ' || r.account_id, r.code, COALESCE(a.referral_code, 'none')
           FROM referral r JOIN account a ON a.id = r.referrer_id
           WHERE r.account_id = :id AND (a.referral_code IS NULL OR a.referral_code <> r.code)""",
    ),
    Identity(
        "lot-moved",
        "what was moved out of a lot is what its entries say",
        """SELECT 'lot ' || l.id, l.moved, COALESCE(-SUM(e.amount), 0)
           FROM lot l LEFT JOIN entry e ON e.lot_id = l.id AND e.kind = 'adjust'
           WHERE l.account_id = :id
           GROUP BY l.id, l.moved HAVING l.moved <> COALESCE(-SUM(e.amount), 0)""",
    ),
    Identity(
        "moved-out",
        "what was moved out of the lots is what the account's moves to other stores say",
        """SELECT 'account ' || a.id, l.total, t.total
           FROM account a,
                (SELECT COALESCE(SUM(moved), 0) AS total FROM lot WHERE account_id = :id) l,
                (SELECT COALESCE(SUM(amount), 0) AS total FROM transfer
                 WHERE account_id = :id AND direction = 'out') t
           WHERE a.id = :id AND l.total <> t.total""",
    ),
    Identity(
        "moved-in",
        "a move from another store brought lots of its amount",
        """SELECT 'transfer ' || t.id, t.amount, COALESCE(SUM(l.granted), 0)
           FROM transfer t
           LEFT JOIN lot l ON l.account_id = t.account_id AND l.source = 'moved'
                           AND SUBSTR(l.reference, 1, 33) = t.id || ':'
           WHERE t.account_id = :id AND t.direction = 'in'
           GROUP BY t.id, t.amount HAVING t.amount <> COALESCE(SUM(l.granted), 0)""",
    ),
    Identity(
        "moved-lot",
        "a lot that was moved here belongs to a move",
        """SELECT 'lot ' || l.id, l.reference, 'none'
           FROM lot l LEFT JOIN transfer t ON t.account_id = l.account_id AND t.direction = 'in'
                                           AND SUBSTR(l.reference, 1, 33) = t.id || ':'
           WHERE l.account_id = :id AND l.source = 'moved' AND t.id IS NULL""",
    ),
)

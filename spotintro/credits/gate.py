"""The gate in front of every paid step: price, hold, capture, release. Rules only; a `Ledger` keeps."""

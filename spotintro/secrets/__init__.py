"""Keys and tokens, in the system's keyring or in files that only their owner can read."""

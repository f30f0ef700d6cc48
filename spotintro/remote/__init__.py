"""The running app for other programs: a Unix socket on which they ask how it stands, or give it a command."""

"""Spotify's Web API as a player: any device of the account, within a small quota of calls."""

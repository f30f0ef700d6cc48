"""A terminal companion for Spotify: one key, and a radio host introduces the track that plays."""

__version__ = "0.1.0"

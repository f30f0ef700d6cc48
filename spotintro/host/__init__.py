"""The host: one intro from track to speech, as a stream of events.

Nothing is imported here: the screen needs `events` before the rest of it is loaded.
"""

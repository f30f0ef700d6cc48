"""The host: one intro from track to speech, as a stream of events."""

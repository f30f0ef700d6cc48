"""What the faces share: what plays, the flow of an intro, the account and the log. Commands in, events out.

Nothing in here knows a screen: the app, a command or a page are faces of one session. Nothing is imported here
either, since a face shows its first frame before the rest is loaded.
"""

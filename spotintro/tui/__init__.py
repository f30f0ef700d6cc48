"""The screen: what plays, what the host says, what it costs. The only room that knows Textual."""

"""How a terminal is made to show a picture.

No library: the one for Textual (textual-image 0.14) asks the terminal by escape codes when it is imported, which
eats the user's keys once the app reads them, needs a newer Python, and scales and encodes on the event loop.
"""

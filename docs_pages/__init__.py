"""Lists in the pages of docs/ that the program itself makes, so that none of what it has is forgotten.

Each stands in its page between two marks; all else of the page is written by hand. `make docs` brings them up to
date, and a test says that they are. Nothing of this is part of the program.
"""

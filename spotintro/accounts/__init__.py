"""Who is signed in on this machine, and what signing out forgets."""

"""The pictures of what plays: fetched, checked, kept for a while, and made small. No terminal is known here."""

"""What the announcer says: one module of sentences for each language it speaks."""

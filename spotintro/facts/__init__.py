"""What is known beyond what the player tells: looked up in public sources, each fact with where it was read."""

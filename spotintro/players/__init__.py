"""What is playing."""

"""What whoever hands out credits works with."""

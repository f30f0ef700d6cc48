"""Who the host is: the personas that come along, a file for each, and those of the user's own."""

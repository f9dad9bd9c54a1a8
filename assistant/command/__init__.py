"""``hemeroteca`` in a terminal: its options, its commands, and what it prints."""

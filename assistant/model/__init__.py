"""A language model, wherever it runs: reached, prompted, streamed from, hung up on, and its failures."""

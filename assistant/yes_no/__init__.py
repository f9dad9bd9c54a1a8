"""Whether a sentence settles a question with yes or no: ``settle`` is the way in, words alone decide."""

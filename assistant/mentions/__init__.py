"""A text -> what it mentions, names, numbers and days, in whatever words, and what it says of each.

``facts`` is the way in. Everything that compares two texts reads both here: a question and a passage, a
written sentence and those that prove it.
"""

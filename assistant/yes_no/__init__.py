"""Whether a sentence settles a question with yes or no: ``settle`` is the way in, words alone decide.

``asked`` reads the question, after ``asides`` has taken out what only says which thing is meant; ``matching``
finds its words in the sentence, by ``roots``. Then

- it is asked for more than words can settle: ``beyond``;
- the contrary is said, or it is denied: ``contraries``, ``unsaid``;
- it is left open all the same, by whom or of when it is said: ``doubts``, ``hedged``, ``times``;
- the same is said of another number, day or order: ``elsewise``.
"""

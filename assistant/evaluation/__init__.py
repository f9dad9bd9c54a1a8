"""Gold questions in, figures out: what the assistant finds, cites and refuses, measured.

``gold_file`` and ``squad`` read a file of questions; ``run`` puts them to an assistant;
``judge`` scores each one with ``words``, ``evidence`` and ``scoring``; ``figures``
adds the scores up; ``report`` shows and ``record`` writes them.
"""

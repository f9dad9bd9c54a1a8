"""What the reader marks in the windows read -> the spans that answer, best first, and how sure that is.

``extract`` is the way in, and in this order takes

1. what is said plainly: ``plainly``, by ``identity``, ``offices``, ``speakers``, ``reported``
   (``whose_words`` they are, with what ``office_of`` theirs; not ``quoted`` by others),
   or listed: ``announced``, ``agenda`` (of an ``item``);
2. what the reader marks: ``in_window`` makes each span a ``candidate``, all of what answers and no more
   (``replies``, ``who_alone``, ``holder``, ``changes``, ``hours``, ``enumerated``, ``others``), unless it
   cannot answer (``kinds``, ``not_so``, ``premises``, ``parties``);
3. of the candidates those that speak of what is asked for: ``counted``, ``narrowed``, ``offices``;
4. the best of them read from nearer: ``closer``;
5. a later figure for a former one: ``superseded``.

How sure that is, ``confidence`` tells by ``signals`` and ``slots``. What a word or phrase is: ``persons``,
``beside``, ``wording``.
"""

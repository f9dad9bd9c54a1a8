"""From a question to a proved answer.

The stages, as a question meets them: ``ask`` (all of them in their order), ``conversation/`` (a follow-up in
full), ``question`` (what it wants), ``finding`` (which way it is answered, at the ``desk``, over the
``archive`` as it is open in one state), ``joining/`` (what takes two steps: what is described,
what is compared), ``spoken_of`` (what few words find in what was just spoken of), ``retrieve`` and
``windows`` (what is read),
``reader`` and ``reading/`` (the spans that answer, and how sure that is), ``yes_no/`` (what settles it),
``compose`` (the quoted answer), ``telling`` (that, or a refusal); with a language model, ``scribe`` (the
same told by it), ``model/`` and ``writer`` (its sentences), ``verify`` and ``proving/`` (which of them are
proved); ``answer`` (what comes out). What a text says, a question or a passage, is read in ``mentions/``.

``cli``, ``command/`` and ``ui/`` show it, ``evaluation/`` measures it, ``training/`` makes the reader. Who
may import whom stands in ``pyproject.toml``; ``make check`` holds it: no stage takes from one above it.
"""

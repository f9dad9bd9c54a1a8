"""From a question to a proved answer.

The stages, as a question meets them: ``ask`` (all of them in their order), ``conversation/`` (a follow-up in
full), ``question`` (what it wants), ``finding`` (which way it is answered), ``retrieve`` and ``windows``
(what is read), ``reader`` and ``reading/`` (the spans that answer, and how sure that is), ``yes_no/`` (what
settles it), ``compose`` (the quoted answer); with a language model, ``model/`` and ``writer`` (its
sentences), ``verify`` and ``proving/`` (which of them are proved); ``answer`` (what comes out).

``cli``, ``command/`` and ``ui/`` show it, ``evaluation/`` measures it, ``training/`` makes the reader.
"""

"""What a refusal says that the archive speaks of: a noun phrase of the question, or nothing."""

from __future__ import annotations

import pytest

from assistant.topic import topic


@pytest.mark.parametrize(
    ("question", "passage", "told"),
    [
        (
            "¿Quién preside el Grupo de Implementación de Seguridad?",
            "en el marco del Grupo de Implementación de Seguridad bilateral",
            "Grupo de Implementación de Seguridad",
        ),
        ("¿Cuánto costó el derribo de Las Torres?", "los vecinos de Las Torres", "Las Torres"),
        (
            "¿Qué edad tiene el canciller Juan Ramón de la Fuente?",
            "Juan Ramón de la Fuente",
            "Juan Ramón de la Fuente",
        ),
        ("¿Cumplió el plazo la empresa minera?", "la empresa minera no cumplió el plazo", "empresa minera"),
        (
            "¿Dónde se decomisó el cargamento de fentanilo?",
            "el cargamento de fentanilo",
            "cargamento de fentanilo",
        ),
        ("¿Quién lo paga a Estados Unidos?", "Estados Unidos a México", "Estados Unidos"),
        ("Who announced the stroke unit?", "Ann Lee announced the stroke unit", "stroke unit"),
        ("When did the stroke unit open?", "the stroke unit open to all", "stroke unit"),
        ("Where did the two sides meet in Geneva?", "the two sides meet in Geneva", "two sides"),
        ("Who called the meeting with Mexico?", "he called the meeting with Mexico", "Mexico"),
        ("¿Cómo acabó la huelga?", "la huelga acabó", ""),
        ("¿Quién anunció dónde será?", "anunció dónde será", ""),
        ("Who was arrested yesterday?", "three men was arrested yesterday", ""),
        ("¿Por qué se fue detenido anoche?", "fue detenido anoche", ""),
        ("Onde fica a sede do Banco Central?", "a sede do Banco Central", "sede do Banco Central"),
    ],
)
def test_a_topic_is_a_noun_phrase_or_nothing(question, passage, told):
    assert topic(question, passage) == told

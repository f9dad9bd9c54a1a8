"""Question sets in, trained weights of the span reader out: ``python -m assistant.training``."""

"""The bundled multilingual-e5-small: its file, its tokenizer, its layers, and the vectors they give."""

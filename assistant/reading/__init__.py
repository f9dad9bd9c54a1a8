"""What the reader marks in the windows read -> the spans that answer, best first, and how sure that is."""

"""What the store keeps and how it stays whole: Chroma and its editions, locks, seals, and mending."""

"""A sentence that a model wrote and the passages it was given -> what in it they say, and do not say."""

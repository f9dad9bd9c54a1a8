"""A question among others -> the same in full: what it leaves to those before it, and two in one."""

"""Talking to a bot in a terminal: the real core in memory, on a clock that only moves when it is told to."""

"""A bot as a picture of its state machine: a model of the picture, and texts that draw it."""

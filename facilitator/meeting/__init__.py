"""The rules of a meeting: pure functions over a frozen state.

Nothing here uses Flask, SQLAlchemy, the network or the system clock; instants, ids and randomness are
arguments. ``decide`` turns a command into events or refuses it, ``evolve`` applies events to the state, and
``view`` makes the part of the state that each person may see.
"""

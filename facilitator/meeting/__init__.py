"""The rules of a meeting: pure functions over a frozen state.

Nothing here knows Flask, SQLAlchemy, the network or the time of day; instants, ids and randomness
come in as arguments. ``decide`` turns a command into events or refuses it, ``evolve`` folds events
into the state, ``view`` says who sees what of it.
"""

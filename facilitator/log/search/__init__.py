"""Finding entries: full text over every field, in SQLite's FTS5 or in Postgres, behind one interface.

`index.put` and `index.remove` keep the index; `find.find` searches it for a reader. What differs
between the two databases is in `sqlite` and `postgres`, and nowhere else.
"""

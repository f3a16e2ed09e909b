"""The live side of a meeting: its tables, the transactions that change it, its sockets and its pages."""

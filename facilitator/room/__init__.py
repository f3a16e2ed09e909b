"""The live side of a meeting: its rows, its one path of change, its sockets and its pages."""

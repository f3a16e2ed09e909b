"""An entry of the log: its rows, its content, who may read it, and what became of its actions."""

"""An entry of the log: its rows, its content, who may read it, and the status of its actions."""

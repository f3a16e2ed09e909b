"""Letters to people about what they have in hand: their actions, and the summary of a meeting they were in.

Nothing here sends. Each letter is put into the outbox, in the transaction that notes what it tells.
"""

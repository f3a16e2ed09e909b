"""Accounts: signing in, invitations, tokens, and access checks for pages."""

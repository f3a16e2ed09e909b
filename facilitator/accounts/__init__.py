"""Who leads and who reads: accounts, sign-in, and what each may open."""

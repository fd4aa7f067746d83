"""Who people are here: accounts, roles, sign-in, invitations, one-time links, profile."""

"""For whoever runs the helpdesk: whether it is well, how much there is of what, backups."""

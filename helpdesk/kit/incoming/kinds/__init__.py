"""What sort of letter it is: written by a person, sent by a machine, through a list, a delivery report, or spam."""

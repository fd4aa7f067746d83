"""The demonstration: its content, its accounts, its mailbox."""

"""The mailroom: a letter that comes in becomes a ticket, a message, a marked bounce or a held letter."""

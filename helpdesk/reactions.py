"""Who reacts to which fact. Reactions only write rows: letters, notices, index marks."""

from helpdesk.kit.transaction import Reactions

REACTIONS: Reactions = {}

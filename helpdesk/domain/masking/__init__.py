"""Masking: what could point somebody out in a text that others are to read, each hit proposed, none decided.

Source: `product.md`, "Knowledge base": names, addresses, telephone, personal numbers and municipality are proposed for
masking, each accepted or kept by the editor. Amounts, years, laws and short public numbers (112, 1177) are let through.
"""

from helpdesk.domain.masking.choosing import around, chosen_anew
from helpdesk.domain.masking.finding import KIND_NAMES, MARKS, MaskKind, Proposal, apply, proposals

__all__ = ["KIND_NAMES", "MARKS", "MaskKind", "Proposal", "apply", "around", "chosen_anew", "proposals"]

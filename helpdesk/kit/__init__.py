"""Tools that know nothing of the business and could serve another product."""

"""What every page shares: areas, the actor, errors, forms, headers, templating."""

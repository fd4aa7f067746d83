"""Letters: how they are composed, numbered and sent. The only package that knows Flask-Mail."""

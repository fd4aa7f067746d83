"""What is done while the service is looked after."""

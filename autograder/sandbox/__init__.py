"""The sandbox: worker processes that run student code, the data they exchange, and their isolation."""

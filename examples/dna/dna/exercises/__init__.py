"""Cases and checks: a module a notebook."""

"""The exercises with their cases and checks: a module a subject, or a package of modules."""

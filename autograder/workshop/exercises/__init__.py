"""The exercises with their cases and checks, a module or a package for each subject."""

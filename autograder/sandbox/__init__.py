"""Where student code runs: the worker process, what crosses to it, and how far it is kept from the machine."""

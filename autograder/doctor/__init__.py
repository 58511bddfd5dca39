"""The training doctor: names the cause of a training that goes wrong.

It looks at what spies saw of the training loop first, and at the curves of the loss last.
"""

"""The live map: what a room is stuck on right now, as a web page on the instructor's machine.

`store` keeps events in SQLite, `room` remembers what came of them, and `figures` says what the page
shows at a moment. `sentences` knows the words of a mistake, `limits` says who sends too much, and
`address` how others reach the page. `server` answers, with the page from the templates in this folder.
"""

from autograder.instructor.live.server import NoServer, serve

__all__ = ["NoServer", "serve"]

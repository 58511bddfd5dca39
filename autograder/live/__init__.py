"""The students' side of the live map: what a `check` sends to it, once the student agreed.

`event` says what is sent, `sender` sends it in the background, and `joining` has what students call.
"""

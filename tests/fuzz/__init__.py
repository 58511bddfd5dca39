"""The kit under abuse: mutated notebooks, kills at random moments, bytes that are no message."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # what all tests share, for `python -m` too

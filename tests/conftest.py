"""Holds for all tests: where a check of ours stumbles, the test that meets it fails with the error."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from autograder.engine import logger


class _Raise(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            raise record.exc_info[1]


@pytest.fixture(scope="session", autouse=True)
def _checks_that_stumble_are_seen() -> Iterator[None]:
    handler = _Raise()
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)

"""Right functions with their code, for a student's own process that is to run them itself.

cloudpickle writes the code of a function and of those that it calls, so that nothing needs their modules,
which are not in the sandbox. Only a student's own process loads it: the grader never does.
"""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import FunctionType, ModuleType
from typing import Any

import cloudpickle

from autograder.model import Functions


def write(
    functions: Functions, private: Collection[str], withheld: Collection[str]
) -> bytes | None:
    """These functions with their code, for `pickle.loads`; None where that can't be written.

    Args:
        private: the packages that can't be imported in the sandbox.
        withheld: names of functions in them that must not be among the code.
    """
    file = io.BytesIO()
    try:
        with _written_out(private):
            _Pickler(file, private, withheld).dump(dict(functions))
    except Exception:  # whatever a value of a course's own raises
        return None
    return file.getvalue()


class _Pickler(cloudpickle.Pickler):
    """Raises PicklingError for a private module, which holds all its answers, and for what is withheld."""

    def __init__(
        self, file: io.BytesIO, private: Collection[str], withheld: Collection[str]
    ) -> None:
        super().__init__(file)
        self._private = private
        self._withheld = withheld

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, ModuleType) and self._is_private(obj.__name__):
            raise pickle.PicklingError(f"{obj.__name__} holds other answers")
        if isinstance(obj, FunctionType) and self._is_withheld(obj):
            raise pickle.PicklingError(f"{obj.__name__} is withheld")
        return super().reducer_override(obj)

    def _is_withheld(self, function: FunctionType) -> bool:
        return function.__name__ in self._withheld and self._is_private(function.__module__)

    def _is_private(self, module: str) -> bool:
        return any(module == each or module.startswith(f"{each}.") for each in self._private)


@contextmanager
def _written_out(private: Collection[str]) -> Iterator[None]:
    """Have functions of these packages written with their code, not as names to import."""
    already = cloudpickle.list_registry_pickle_by_value()
    added = [sys.modules[name] for name in private if name in sys.modules and name not in already]
    for module in added:
        cloudpickle.register_pickle_by_value(module)
    try:
        yield
    finally:
        for module in added:
            cloudpickle.unregister_pickle_by_value(module)

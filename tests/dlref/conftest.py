"""What the tests of the answers share: PyTorch, where it is there, and a generator."""

import importlib
import os

import numpy as np
import pytest


@pytest.fixture(scope="session")
def torch():
    """PyTorch in double precision; with REQUIRE_TORCH=1 its absence is an error, not a skip."""
    if os.environ.get("REQUIRE_TORCH") == "1":
        module = importlib.import_module("torch")
    else:
        module = pytest.importorskip(
            "torch", reason="PyTorch, the second opinion on gradients, is not installed"
        )
    module.set_num_threads(1)
    return module


@pytest.fixture
def rng():
    return np.random.default_rng(20240607)

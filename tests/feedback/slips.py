"""Slips that Python or NumPy answers with an error: by some words of the advice, the code that makes them.

Run as a program, it prints what the Python and NumPy that run it say to each. `said.json` holds that for
several versions of both; to add one: `python tests/feedback/slips.py tests/feedback/said.json`.
"""

from __future__ import annotations

import json
import platform
import sys
import warnings
from pathlib import Path

import numpy as np

SLIPS = {
    "did you mean the product entry by entry": [
        "np.dot(np.ones((4, 3)), np.ones((4, 3)))",
        "np.dot(np.ones((4, 1)), np.ones((4, 1)))",
        "np.linalg.multi_dot([np.ones((4, 3)), np.ones((4, 3))])",
    ],
    "a @ b the columns of a must match": [
        "np.arange(3.0) @ np.arange(4.0)",
        "np.ones((4, 3)) @ np.ones((4, 2))",
        "np.ones((4, 3)) @ np.ones((4, 3))",
        "np.ones((4, 3)) @ np.ones(4)",
        "np.ones(3) @ np.ones((4, 3))",
        "[1.0, 2.0] @ np.ones(3)",
        "np.dot(np.ones((4, 3)), np.ones((5, 3)))",
        "np.dot(np.ones((4, 3)), np.ones(4))",
        "np.ones((4, 3)).dot(np.ones((4, 2)))",
        "np.ones((4, 3)).T @ np.ones((3, 2))",
        "np.dot(np.ones((2, 3)), np.ones((2, 3)).sum(axis=0, keepdims=True))",
    ],
    "needs an array on both sides": [
        "np.ones(3) @ 2.0",
        "np.matmul(np.ones(3), 2.0)",
        "np.float64(2.0) @ np.ones(3)",
        "{'a': 1} @ np.ones(3)",
        "np.ones(3) @ None",
    ],
    "@ needs arrays on both sides": [
        "2.0 @ 3.0",
    ],
    "Two vectors must be equally long": [
        "np.dot(np.ones(3), np.ones(4))",
    ],
    "In np.inner, the last axis": [
        "np.inner(np.ones((4, 3)), np.ones((3, 2)))",
        "np.inner(np.ones(3), np.ones(2))",
    ],
    "just as many numbers as before": [
        "np.vdot(np.ones(3), np.ones(2))",
        "np.ones(6).reshape(4, 2)",
        "np.reshape(np.ones(6), (4, 2))",
        "np.ones(6).reshape(-1, 4)",
        "a = np.ones(3)\nb = a\na.shape = (2, 2)",
    ],
    "one letter stands for one length": [
        "np.einsum('ij,jk->ik', np.ones((4, 3)), np.ones((4, 2)))",
    ],
    "more letters than the array has axes": [
        "np.einsum('ij,jk->ik', np.ones(4), np.ones((4, 2)))",
    ],
    "needs a letter of its own": [
        "np.einsum('i,j->ij', np.ones((4,2)), np.ones((4, 2)))",
    ],
    "one group of letters for each array": [
        "np.einsum('ij,jk->ik', np.ones((4, 3)))",
    ],
    "axes that are summed over": [
        "np.tensordot(np.ones((4, 3)), np.ones((4, 3)), axes=1)",
    ],
    "Look at axis and at keepdims": [
        "np.ones((4, 3)) + np.ones(4)",
    ],
    "is one of them turned": [
        "np.ones((4, 3)) - np.ones((3, 4))",
    ],
    "A column meets a flat array": [
        "a = np.ones((4,1))\na -= np.ones(4)",
    ],
    "A flat array meets a column": [
        "a = np.ones(4)\na -= np.ones((4,1))",
    ],
    "can't go into an array of shape": [
        "a = np.ones(3)\na += np.ones((4, 3))",
    ],
    "meet there: print both shapes": [
        "np.ones(3) + np.ones(4)",
        "np.ones((4, 3)) * np.ones((3, 1))",
        "np.where(np.ones(3) > 0, np.ones(4), 0)",
        "np.allclose(np.ones(3), np.ones(4))",
        "np.maximum(np.ones(3), 0, np.zeros(2))",
        "np.ones((4, 3)) - np.ones((4, 2))",
    ],
    "The place on the left has the shape": [
        "a = np.zeros(4)\na[:] = np.ones((4, 1))",
        "a = np.zeros((4,3))\na[0] = np.ones(4)",
        "a = np.zeros(4)\na[0:2] = np.ones(3)",
        "a = np.zeros((4,3))\na[:, 0] = np.ones((4, 1))",
    ],
    "use the same mask on the right": [
        "a = np.zeros(4)\na[np.array([True, True, False, False])] = np.ones(4)",
    ],
    "does not fit the shape": [
        "np.broadcast_to(np.ones(3), (4, 2))",
    ],
    "only along the axis where they are joined": [
        "np.concatenate([np.ones((4, 3)), np.ones((4, 2))])",
        "np.hstack([np.ones((4, 3)), np.ones((3, 3))])",
        "np.vstack([np.ones((4, 3)), np.ones((4, 2))])",
        "np.column_stack([np.ones(3), np.ones(4)])",
    ],
    "the same number of axes first": [
        "np.concatenate([np.ones((4, 3)), np.ones(4)])",
        "np.hstack([np.ones((4, 3)), np.ones(4)])",
        "np.append(np.ones((4, 3)), np.ones(3), axis=0)",
    ],
    "joins arrays, not single numbers": [
        "np.concatenate([1.0, 2.0])",
    ],
    "takes one list of arrays": [
        "np.concatenate(np.ones(3), np.ones(3))",
        "np.concatenate(np.ones((2,3)), np.ones((2,3)))",
        "np.stack(np.ones(3), np.ones(3))",
    ],
    "The list of arrays is empty": [
        "np.concatenate([])",
        "np.stack([])",
    ],
    "Only equal shapes can be stacked": [
        "np.stack([np.ones(3), np.ones(4)])",
    ],
    "An array can't grow": [
        "np.ones(3).append(1.0)",
        "np.ones(3).append(1)",
    ],
    "Only one of the sizes may be -1": [
        "np.ones(6).reshape(-1, -1)",
    ],
    "/ always gives a decimal: // gives a whole one": [
        "np.ones(6).reshape(6 / 2, 2)",
        "np.zeros(6 / 2)",
    ],
    "kind of number (dtype)": [
        "np.zeros(3, 2)",
        "np.ones(3, 2)",
        "np.random.default_rng(0).random(3, 4)",
        "np.array(1.0, 2.0)",
        "np.array([1.0], [2.0])",
    ],
    "squeeze takes out only": [
        "np.ones((4, 3)).squeeze(axis=1)",
    ],
    "counted from 0, so there is no axis": [
        "np.expand_dims(np.ones(4), 3)",
        "np.sum(np.ones((4, 3)), axis=2)",
        "np.argmax(np.ones((2, 3)), axis=2)",
    ],
    "which is axis 0, so there is no axis": [
        "np.sum(np.ones(3), axis=1)",
        "np.ones(3).mean(axis=1)",
        "np.max(np.ones(3), axis=1)",
        "np.argmax(np.ones(3), axis=1)",
        "np.linalg.norm(np.ones(3), axis=1)",
    ],
    "Each axis must be there just once": [
        "np.ones((4, 3)).transpose(0, 1, 2)",
    ],
    "An axis is a whole number": [
        "np.sum(np.ones((4, 3)), axis='rows')",
        "np.sum(np.ones((4, 3)), axis=1.0)",
    ],
    "entry by entry, there is np.maximum": [
        "np.max(0, np.ones(3))",
        "np.max(np.ones(3), 0.5)",
    ],
    "The second argument of np.sum is an axis": [
        "np.sum(np.ones(3), np.ones(3))",
    ],
    "Python's own sum, which knows no axis": [
        "sum(np.ones((4, 3)), axis=0)",
        "sum(np.ones((4, 3)), keepdims=True)",
    ],
    "Python's own max, which knows no axis": [
        "max(np.ones((4, 3)), axis=1)",
        "max(np.ones((4, 3)), keepdims=True)",
    ],
    "Python's own abs, which knows no axis": [
        "abs(np.ones((4, 3)), axis=1)",
    ],
    "Python's own round, which knows no axis": [
        "round(np.ones(3), axis=1)",
    ],
    "Python's own sum goes through a list": [
        "sum(2.0)",
        "sum(2.0, 3.0)",
    ],
    "Python's own max goes through a list": [
        "max(2.0)",
    ],
    "np.size gives 1 for it": [
        "len(2.0)",
        "len(np.float64(2.0))",
        "len(np.array(2.0))",
        "np.random.default_rng(0).shuffle(3)",
        "len(5)",
    ],
    "Did you mean keepdims?": [
        "np.sum(np.ones(3), keepdim=True)",
        "np.ones(3).sum(axis=0, keepdim=True)",
        "np.max(np.ones((2, 3)), axis=1, keep_dims=True)",
    ],
    "NumPy calls it axis": [
        "np.sum(np.ones((2, 3)), dim=1)",
        "np.ones((2, 3)).mean(dims=1)",
    ],
    "takes no axis": [
        "np.exp(np.ones(3), axis=1)",
    ],
    "the shape is called size": [
        "np.random.default_rng(0).normal(3, 4, shape=(3, 2))",
    ],
    "rng calls it standard_normal": [
        "np.random.default_rng(0).randn(3, 2)",
    ],
    "rng calls it random": [
        "np.random.default_rng(0).rand(3)",
    ],
    "rng calls it integers": [
        "np.random.default_rng(0).randint(3)",
    ],
    "such as a size, a count or an axis": [
        "np.random.default_rng(0).normal(size=(3.0, 2))",
        "np.linspace(0, 1, 2.5)",
        "round(2.5, 1.0)",
        "np.eye(np.array([3, 2]))",
        "np.tile(np.ones(3), 1.5)",
    ],
    "single number there, and it has no axes": [
        "np.random.default_rng(0).permutation(2.5)",
    ],
    "gives values of x, not places": [
        "x = np.ones(3)\nfor i in x:\n    x[i]",
        "x = [1.0, 2.0]\nfor i in x:\n    x[i]",
    ],
    "is the index a place": [
        "x = np.array([2, 3, 4])\nfor i in x:\n    x[i]",
        "Y = np.array([[0.7, 0.3], [0.2, 0.8]])\nT = np.array([[1, 0], [0, 2]])\nY[T]",
        "Y = np.ones((3, 2))\nT = np.array([0, 2, 5])\nY[T]",
        "Y = np.ones((3, 2))\nT = np.array([0, 1, 2])\nY[range(3), T]",
        "np.ones(3)[3]",
        "np.ones((3, 2))[0, 2]",
        "np.eye(2)[np.array([0, 2])]",
    ],
    "array in the brackets holds decimals": [
        "X = np.array([[2.0, 3.0], [4.0, 5.0]])\nfor i in X:\n    X[i]",
        "x = np.ones(3)\nx[np.array([0.0, 1.0])]",
        "Y = np.array([[0.7, 0.3], [0.2, 0.8]])\nT = np.array([[1.0, 0.0], [0.0, 1.0]])\nY[T]",
        "np.eye(2)[np.array([0.0, 1.0])]",
    ],
    "an index is a whole number: // gives one": [
        "x = np.ones(4)\nx[len(x) / 2]",
        "x = [1.0, 2.0]\nx[len(x) / 2]",
    ],
    "The ends of a slice are whole numbers": [
        "x = np.ones(4)\nx[:len(x) / 2]",
        "x = [1.0, 2.0]\nx[:len(x) / 2]",
    ],
    "range takes whole numbers": [
        "for i in range(4 / 2):\n    pass",
        "for i in range(np.ones(3)):\n    pass",
        "for i in range(np.float64(3)):\n    pass",
    ],
    "do you want a dict there, and": [
        "np.ones(3)['W1']",
    ],
    "That is a list, with places and no names": [
        "[1.0]['W1']",
    ],
    "perhaps the key of a dict": [
        "for key in {'W1': 1.0}:\n    key['W']",
    ],
    "A list takes one index at a time": [
        "x = [[1.0, 2.0]]\nx[0, 1]",
    ],
    "several values came together there (a tuple)": [
        "(1.0, 2.0)['W1']",
        "(1.0, 2.0) - 1.0",
        "(1.0, 2.0).shape",
        "(1.0, 2.0).append(3)",
        "(1.0, 2.0).items()",
        "(1.0, 2.0).sum()",
    ],
    "are these values and not keys": [
        "{'W1': 1.0}[np.ones(3)]",
        "{'W1': 1.0}[[1]]",
    ],
    "it can't be cut like a list": [
        "{'W1': 1.0}[0:2]",
    ],
    "The mask and the array have different shapes": [
        "x = np.ones(3)\nx[np.array([True, False])]",
        "x = np.ones((3, 2))\nx[np.ones((3, 1)) > 0]",
    ],
    "ask for more axes than the array has": [
        "x = np.ones(3)\nx[np.ones((3, 1)) > 0]",
        "np.ones(3)[0, 1]",
        "np.ones(3)[:, 0]",
        "np.ones(3)[None, 0, 0]",
    ],
    "they are used in pairs": [
        "x = np.ones((3, 2))\nx[np.array([0, 1, 2]), np.array([0, 1])]",
    ],
    "That index is past the end": [
        "[1.0, 2.0][2]",
        "'ab'[3]",
    ],
    "if it is a shape, the array has fewer axes": [
        "(1.0, 2.0)[2]",
        "np.ones(3).shape[1]",
    ],
    "A list has no empty places": [
        "a = []\na[0] = 1.0",
    ],
    "has anything been put in, in the first turn of a loop, too?": [
        "[].pop()",
        "max([])",
        "min([])",
    ],
    "no entries to pick from": [
        "np.float64(2.0)[0]",
        "np.array(2.0)[0]",
    ],
    "nothing to go through": [
        "for i in np.array(2.0):\n    pass",
    ],
    "leave out the brackets": [
        "(2.0)[0]",
        "(2)[0]",
        "for k, v in {'W1': 1.0}.items():\n    v[0]",
    ],
    "to count, use range": [
        "for i in 5:\n    pass",
        "for i in np.ones(3).shape[0]:\n    pass",
    ],
    "A list or an array is needed there": [
        "for v in 2.0:\n    pass",
        "for v in np.float64(2.0):\n    pass",
    ],
    "has no entries to set": [
        "z = 2.0\nz[z < 0] = 0",
        "z = np.float64(2.0)\nz[z < 0] = 0",
        "z = 2\nz[0] = 0",
    ],
    "A tuple can't be changed": [
        "t = (1.0, 2.0)\nt[0] = 3.0",
    ],
    "make a copy, and change that": [
        "a = np.ones(3)\na.flags.writeable = False\na[0] = 2.0",
        "a = np.broadcast_to(1.0, (3,))\na[0] = 2.0",
    ],
    "it is called with round ones": [
        "np.zeros[3]",
    ],
    "it takes no round brackets": [
        "np.ones((3, 2)).shape(0)",
        "x = np.ones((2, 3))\nx.shape(0)",
        "np.ones(3).size()",
        "np.ones(3).shape()",
        "np.ones(3).T()",
    ],
    "has been given to a number": [
        "True(1)",
        "sum = 0\nsum([1.0, 2.0])",
        "max = 2.0\nmax(1.0, 2.0)",
    ],
    "Entries are taken with square brackets": [
        "np.ones(3)(0)",
        "x = np.ones(3)\nx(1)",
    ],
    "A dict can't be used in a formula": [
        "{'W1': np.ones(3)} * 0.1",
        "0.1 * {'W1': np.ones(3)}",
        "{'W1': np.ones(3)} - {'W1': np.ones(3)}",
        "{'W1': np.ones(3)} - 0.1",
        "{'W1': np.ones(3)} + {'W1': np.ones(3)}",
        "{'W1': np.ones(3)} ** 2",
        "-{'W1': 1.0}",
        "p = {'W1': 1.0}\np -= {'W1': 1.0}",
        "np.ones(3) * {'W1': np.ones(3)}",
        "np.ones(3) - {'W1': np.ones(3)}",
        "np.float64(0.1) * {'W1': np.ones(3)}",
        "{'W1': 1.0} / 2",
        "{'W1': 1.0} > 0",
        "np.exp({'W1': 1.0})",
        "np.sqrt({'W1': 1.0})",
        "np.square({'W1': 1.0})",
        "np.sum({'W1': 1.0}) + 1",
        "params = {'W1': np.ones(3)}\ngrads = {'W1': np.ones(3)}\nparams - 0.1 * grads",
    ],
    "Lists and tuples can't calculate": [
        "[1.0, 2.0] @ [3.0, 4.0]",
        "[1.0, 2.0] * 0.5",
        "[1.0, 2.0] - [1.0, 1.0]",
        "[1.0, 2.0] - 1.0",
        "[1.0, 2.0] / 2",
        "[1.0, 2.0] * [3.0, 4.0]",
        "[1.0] ** 2",
        "-[1.0]",
        "[1.0, 2.0] > 0",
        "[1.0] + 2.0",
        "2.0 + [1.0]",
        "(1.0, 2.0) * 0.5",
        "abs([1.0, -2.0])",
        "round([1.0])",
        "pow([1.0], 2)",
        "[0] * 2.0",
        "x = [1.0, -2.0]\nx[x > 0]",
    ],
    ".items() gives each key": [
        "params = {'alpha': 1.0}\nfor key, value in params:\n    pass",
    ],
    "as many as the values on the right": [
        "for k, v in {'alpha': 1.0}:\n    pass",
        "a, b = np.ones(3)",
        "a, b, c = np.ones(2)",
        "a, b = (1, 2, 3)",
        "a, b = {'W1': 1, 'b1': 2, 'W2': 3}",
        "for i, a, b in enumerate([1.0]):\n    pass",
    ],
    "fill a new dict": [
        "d = {'a': 1}\nfor k in d:\n    d[k + 'x'] = 1",
    ],
    "are taken with square brackets": [
        "{'W1': 1.0}('W1')",
        "x = [1]\nx(0)",
        "grads = {'W1': 1.0}\ngrads('W1')",
    ],
    "A dict gives its values in square brackets": [
        "{'W1': 1.0}.W1",
    ],
    "its arrays have .shape": [
        "{'W1': 1.0}.shape",
    ],
    "That was so in Python 2": [
        "{'W1': 1.0}.iteritems()",
        "{'W1': 1.0}.has_key('W1')",
    ],
    "print the keys that it has": [
        "{'W1': 1.0}['w1']",
        "{'W1': 1.0}['dW1']",
        "{'W1': 1.0}[0]",
    ],
    "go through them in a loop": [
        "{'W1': 1.0}.keys()[0]",
        "{'W1': 1.0}.items()[0]",
    ],
    "is it in quotes that should not be": [
        "sum({'W1': 'a'}.values())",
        "'a' - 1",
        "1.0 + 'a'",
    ],
    "Something there is None": [
        "None + 1.0",
        "2 * None",
        "np.ones(3) * None",
        "np.exp(None)",
        "None[0]",
        "None['W1']",
        "d = None\nd['W1'] = 1.0",
        "None(3)",
        "for a in None:\n    pass",
        "a, b = None",
        "None.shape",
        "None > 0",
        "len(None)",
        "float(None)",
        "None.items()",
        "f'{None:.2f}'",
        "np.exp(np.array([None, 1.0]))",
    ],
    "A text or a tuple and a number": [
        "'loss ' + 1.0",
        "print('a' + np.ones(3).shape)",
    ],
    "without its round brackets": [
        "np.exp * 2",
        "1 - np.exp",
        "(lambda: 1) ** 2",
        "1 - np.ones(3).sum",
        "np.ones(3).mean * 2",
        "np.mean > 2",
        "np.exp(np.exp)",
        "(lambda: 1).shape",
        "np.ones(3).sum.shape",
    ],
    "is no array yet": [
        "(v for v in [1.0]) * 2",
        "map(abs, [1.0]) * 2",
        "zip([1], [2])[0]",
        "len(zip([1], [2]))",
        "range(3) + 1",
        "np.sum({'a': 1.0}.values()) + 1",
        "np.mean({'a': 1.0}.values())",
        "np.exp(map(abs, [1.0]))",
        "np.mean(v for v in [1.0])",
        "np.array(v for v in [1.0]) * 2",
    ],
    "A set has no order": [
        "{1.0, 2.0}[0]",
    ],
    "name the function in it": [
        "import math\nmath(2)",
        "np(2)",
    ],
    "True and False have no minus": [
        "(np.ones(3) > 0) - (np.ones(3) > 1)",
        "-(np.ones(3) > 0)",
    ],
    "put each comparison in brackets": [
        "np.ones(3) & np.ones(3)",
        "np.ones(3) > 0 & np.ones(3) < 2",
    ],
    "that is **": [
        "np.ones(3) ^ 2",
        "2.0 ^ 2",
    ],
    "turns True and False around": [
        "~np.ones(3)",
    ],
    "make it one of floats first": [
        "a = np.ones(3, dtype=int)\na += 0.5",
        "a = np.ones(3, dtype=int)\na *= np.ones(3)",
        "a = np.ones(3, dtype=int)\na /= 2",
    ],
    "is a * missing before them": [
        "2.0(3.0)",
        "b = 2.0\nb(1 - 3)",
        "b = np.float64(2)\nb(1 - 3)",
        "n = 3\nn(2)",
    ],
    "A text stands before the round brackets": [
        "'a'(1)",
    ],
    "g needs a value for b": [
        "def g(x, w, b): return 1\ng(1, 2)",
    ],
    "g needs a value for w and b": [
        "def g(x, w, b): return 1\ng(1)",
    ],
    "g needs a value for x, w and b": [
        "def g(x, w, b): return 1\ng()",
    ],
    "g needs a value for lr": [
        "def g(p, lr, beta): return 1\ng(1, beta=2)",
    ],
    "needs a value for": [
        "np.dot(np.ones(3))",
        "np.clip(np.ones(3))",
        "np.mean()",
        "(lambda x: x)()",
    ],
    "the number of its arguments does not fit": [
        "def g(x): return 1\ng(1, 2)",
        "def g(x, a=1): return 1\ng(1, 2, 3)",
        "np.exp()",
        "import math\nmath.exp(1, 2)",
        "np.random.default_rng(0).choice()",
        "len()",
    ],
    "slop": [
        "def g(x, slope): return 1\ng(x=1, slop=2)",
    ],
    "is it misspelt?": [
        "def g(x): return 1\ng(x=1, lam=2)",
    ],
    "given twice": [
        "def g(x, w): return 1\ng(1, x=2)",
    ],
    "one argument too many": [
        "np.exp(1, 2)",
        "np.maximum(np.ones(3), 0, 0)",
    ],
    "np.maximum compares two things": [
        "np.maximum(np.ones(3))",
    ],
    "one for True, one for False": [
        "np.where(np.ones(3) > 0, 1)",
    ],
    "without their names": [
        "import math\nmath.exp(x=1)",
    ],
    "An array holds many answers": [
        "if np.ones(3) > 0:\n    pass",
        "(np.ones(3) > 0) and (np.ones(3) < 2)",
        "max(0, np.ones(3))",
        "max(np.ones((2, 3)))",
        "sorted([np.ones(3), np.ones(3)])",
        "0 < np.ones(3) < 2",
        "np.ones(3) in [np.zeros(3)]",
        "not np.ones(3)",
        "while np.ones(3):\n    break",
        "np.arange(np.ones(3))",
    ],
    "all been left out?": [
        "bool(np.array([]))",
        "np.max(np.array([]))",
        "np.argmax(np.array([]))",
    ],
    "for a whole array, NumPy has its own": [
        "import math\nmath.exp(np.ones(3))",
        "import math\nmath.exp([1.0, 2.0])",
        "import math\nmath.exp(np.ones((1, 1)))",
        "import math\nmath.exp(np.ones(1))",
    ],
    "the logarithm of 0 or less": [
        "import math\nmath.log(0)",
        "import math\nmath.log(-1.0)",
        "import math\nmath.log(0.0)",
        "import math\nmath.sqrt(-1.0)",
        "import math\nmath.acos(2)",
    ],
    "np.exp gives infinity (inf) there": [
        "import math\nmath.exp(1000)",
        "import math\nmath.cosh(1000)",
        "import math\nmath.pow(10.0, 1000)",
    ],
    "A power gets too large": [
        "2.718 ** 1000.0",
    ],
    "too large for a float": [
        "float(10 ** 400)",
        "10 ** 400 * 1.0",
        "10 ** 400 / 3.0",
    ],
    "No whole number stands for": [
        "int(float('inf'))",
        "int(float('nan'))",
        "round(float('nan'))",
    ],
    "an array has astype": [
        "float(np.ones(3))",
        "int(np.ones(3))",
    ],
    "one number, not a list": [
        "float([1.0])",
    ],
    "That text is no number": [
        "float('abc')",
        "int('1.5')",
        "np.array(['a'], dtype=float)",
    ],
    "there is np.round": [
        "round(np.ones(3)) and 0",
    ],
    "item() wants an array": [
        "np.ones(3).item()",
    ],
    "print what you divide by": [
        "1 / 0",
        "1.0 / 0.0",
        "1 % 0",
        "1 // 0",
        "1.0 // 0.0",
        "divmod(1, 0)",
    ],
    "0 has no negative power": [
        "0.0 ** -1",
    ],
    "no negative power of whole numbers": [
        "np.array([1, 2]) ** -1",
    ],
    "That number is complex": [
        "(-8) ** 0.5 > 1",
    ],
    "Each place in an array holds one number": [
        "a = np.zeros(3)\na[0] = np.ones(2)",
        "a = np.zeros(3)\na[0] = [1.0, 2.0]",
    ],
    "The rows have different lengths": [
        "np.array([[1.0, 2.0], [3.0]])",
        "np.array([1.0, [2.0, 3.0]])",
        "np.array([[1.0, 2.0], [3.0]], dtype=float)",
        "np.array([np.ones(3), np.ones(2)])",
        "np.array([np.ones((2,3)), np.ones((2,2))])",
        "np.sum([[1.0, 2.0], [3.0]])",
        "np.maximum(0, [[1.0, 2.0], [3.0]])",
    ],
    "something that is not a number": [
        "np.array(['a']) * 2",
        "np.exp('a')",
        "np.isnan('a')",
        "np.mean(['a', 'b'])",
    ],
    "One value came where several": [
        "a, b = 2.0",
        "a, b = np.float64(2.0)",
        "for x, y in [1.0, 2.0]:\n    pass",
    ],
    "as many sizes in its shape": [
        "n, d = np.ones(3).shape",
        "n, d, k = np.ones((3, 2)).shape",
    ],
    "only arrays have .": [
        "[1.0].shape",
        "[1.0].T",
        "[1.0].sum()",
        "[1.0].mean()",
        "[1.0].reshape(-1, 1)",
        "[1.0].dot([1.0])",
        "(2.0).T",
        "(2.0).copy()",
        "(2.0).astype(float)",
        "(2.0 > 1).astype(float)",
    ],
    "That is a list, not a dict": [
        "[1.0].items()",
        "[1.0].keys()",
    ],
    "That is a list: print it": [
        "[1.0].add(2)",
    ],
    "takes numbers as well": [
        "(2.0).shape",
        "(2.0).sum()",
        "(2.0).mean()",
        "(2).shape",
        "(2).sum()",
        "(2.0 > 1).sum()",
        "True.shape",
    ],
    "only a list can append": [
        "(2.0).append(2)",
        "np.float64(2.0).append(1)",
    ],
    "is no array: print it": [
        "'W1'.shape",
    ],
    "That is an array, not a dict": [
        "np.ones(3).items()",
        "np.ones(3).keys()",
    ],
    "NumPy has it as a function": [
        "np.ones(3).exp()",
        "np.ones(3).log()",
        "np.ones(3).abs()",
        "np.ones(3).maximum(0)",
    ],
    "The length of an array is len(x)": [
        "np.ones(3).len()",
        "np.ones(3).length",
    ],
    "Did you mean shape?": [
        "np.ones(3).shpae",
        "np.ones(3).shap",
    ],
    "belongs to PyTorch": [
        "np.ones(3).numpy()",
        "np.ones(3).detach()",
    ],
    "is an exercise of 02_activations, not": [
        "np.relu(np.ones(3))",
        "np.sigmoid(np.ones(3))",
    ],
    "is an exercise of 03_losses, not": [
        "np.softmax(np.ones(3))",
    ],
    "Did you mean square?": [
        "np.sqaure(np.ones(3))",
    ],
    "is Python's own: leave out the np": [
        "np.len(np.ones(3))",
        "np.float(2.0)",
        "np.int(2.0)",
    ],
    "Did you mean maximum?": [
        "np.maximun(np.ones(3), 0)",
    ],
    "natural logarithm is called log": [
        "np.ln(2.0)",
    ],
    "Did you mean row_stack?": [
        "np.row_stak([np.ones(3)])",
    ],
    "NumPy has it: np.maximum": [
        "import math\nmath.maximum(1)",
    ],
    "Did you mean tanh?": [
        "import math\nmath.tanhh(1)",
    ],
    "rng comes with its seed": [
        "np.random.default_rng(0).seed(1)",
    ],
    "or an argument called something else": [
        "foo + 1",
        "vector = 1\nvectro + 1",
    ],
    'is in the dict params: there it is params["W1"]': [
        "W1 + 1",
    ],
    "is an exercise of 02_activations: run its cell": [
        "sigmoid(1.0)",
    ],
    "import math": [
        "math.exp(1)",
    ],
    "NumPy is called np here": [
        "numpy.exp(1)",
    ],
    "begins with np: here, np.exp": [
        "exp(1)",
    ],
    "has no value yet on that line": [
        "def g():\n    t = t + 1\ng()",
        "def g(x):\n    if x > 0: y = 1\n    return y\ng(-1)",
        "def g(x):\n    for v in x: y = v\n    return y\ng([])",
        "def g():\n    total += 1\ng()",
        "def g():\n    def h(): return y\n    h()\n    y = 1\ng()",
    ],
    "NumPy and Python's own library": [
        "import torch_not_there",
    ],
    "calls itself without end": [
        "def g(x): return g(x)\ng(1)",
    ],
    "things that are not plain numbers": [
        "np.log(np.array([1.0, 'a'], dtype=object))",
        "np.exp(np.array([np.ones(2), 3.0], dtype=object))",
    ],
    "Arrays have no .index": [
        "np.ones(3).index(1.0)",
    ],
}


def message(code: str) -> str:
    """The type and text of the error that some code raises, or "" if this version has none."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            exec(compile(code, "<slip>", "exec"), {"np": np, "__name__": "slip"})
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def add_what_is_said_here(file: Path) -> None:
    """Add to a file of messages what this Python and this NumPy say."""
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    said = {code: known.get("said", {}).get(code, []) for codes in SLIPS.values() for code in codes}
    for code, messages in said.items():
        text = message(code)[:500]
        messages += [text] * (text not in ("", *messages))
    by = sorted({versions, *known.get("by", [])})
    content = json.dumps({"by": by, "said": said}, indent=1, ensure_ascii=False)
    file.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    add_what_is_said_here(Path(sys.argv[1]))

"""What is special to the neuron: its threshold, its parts, and what one exercise owes to another."""

from tests.helpers.source import source


def test_exactly_on_the_threshold_costs_part_of_the_points(judge):
    verdict = judge(source("perceptron", "return int(x @ w + b >= 0)"))
    assert 0.5 < verdict.share < 1


def test_right_weights_earn_their_part(judge):
    verdict = judge(source("merge_linear", "return W1 @ W2, b2"))
    assert 0.4 < verdict.share < 0.6


def test_a_wrong_weighted_sum_is_charged_once(judge):
    wrong_sum = source("weighted_sum", "return np.sum(x + w) + b")
    decision = source("perceptron", "return 1 if weighted_sum(x, w, b) > 0 else 0")
    assert judge(wrong_sum + decision, "perceptron").passed
    assert not judge(wrong_sum + decision, "weighted_sum").passed

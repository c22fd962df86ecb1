"""How many to draw and what the drawn ones say: exact where the law allows it, honest where it does not.

Shares (rates, confidences) are best given as text, "0.01": a float is taken as it is printed. Counts are items, money is
fen. Only the random sample may enter; tip-offs, routine and unannounced visits never do.
"""

from .estimate import Estimate, Stratum, by_township, estimate
from .exact import least_wrong, most_wrong, sample_size, wrong_at
from .planning import Width, expected_width, planned_width
from .words import percent, percent_down, percent_up, sample_size_sentence, sentence, width_sentence

__all__ = [
    "Estimate", "Stratum", "Width", "by_township", "estimate", "expected_width", "least_wrong", "most_wrong", "percent",
    "percent_down", "percent_up", "planned_width", "sample_size", "sample_size_sentence", "sentence", "width_sentence",
    "wrong_at",
]  # fmt: skip

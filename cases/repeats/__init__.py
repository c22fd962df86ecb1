"""Repeat petitions (重复信访): same people on the same matter, proposed for a person to confirm. Neither Django nor models.

同人 = any one signatory equal, agent and principal both compared, for anonymous accusations the same accused;
同事 = facts and demands basically equal: the definition of the State Bureau for Letters and Visits (domain.md §5).
"""

from .features import Features, features, packed, unpacked
from .petition import BRACKETS, FOR, Petition, names_nobody, split_names
from .proposing import Pair, clusters, propose, propose_for

__all__ = [
    "BRACKETS", "FOR", "Features", "Pair", "Petition", "clusters", "features", "names_nobody", "packed", "propose", "propose_for",
    "split_names", "unpacked",
]  # fmt: skip

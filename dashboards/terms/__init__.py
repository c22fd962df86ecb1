"""The columns of every ledger in plain sentences, by the name of its page."""

from .ledgers import LEDGERS as MAIN
from .registers import REGISTERS

LEDGERS = MAIN | REGISTERS

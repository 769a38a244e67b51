"""Agreement between coders: whether people who read the same find the same.

Start with `agreement`: from the frame of codings to a table a code. `disagreements` and
`confusion` show where coders differ, `validation` how far the rules can be trusted. The measures
themselves take plain tables with a row a unit and a column a coder, and give an `Estimate`: a
value with its interval, or the reason why there is none.
"""

from qual.analysis.agreement.bootstrap import ENOUGH_INTERVIEWS, REPLICATES, SEED, resamples
from qual.analysis.agreement.chance import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    kappa_max,
    percent_agreement,
    specific_agreement,
)
from qual.analysis.agreement.compare import confusion, disagreements
from qual.analysis.agreement.estimate import Estimate
from qual.analysis.agreement.krippendorff import alpha, alpha_sets, set_distance
from qual.analysis.agreement.prepare import CodedUnits, code_units
from qual.analysis.agreement.report import Agreement, agreement
from qual.analysis.agreement.unitizing import Continuum, Unitizing, unitizing
from qual.analysis.agreement.validation import Validation, validation

__all__ = [
    "ENOUGH_INTERVIEWS",
    "REPLICATES",
    "SEED",
    "Agreement",
    "CodedUnits",
    "Continuum",
    "Estimate",
    "Unitizing",
    "Validation",
    "agreement",
    "alpha",
    "alpha_sets",
    "brennan_prediger",
    "code_units",
    "cohen_kappa",
    "confusion",
    "disagreements",
    "fleiss_kappa",
    "gwet_ac",
    "kappa_max",
    "percent_agreement",
    "resamples",
    "set_distance",
    "specific_agreement",
    "unitizing",
    "validation",
]

"""Exceptions granted to one holder, and the schemes of a school."""

from apps.requirements.models.exemptions import Exemption, Grant, OwnTarget, Transfer
from apps.requirements.models.schemes import Scheme, SchemeRequirement

__all__ = ["Exemption", "Grant", "OwnTarget", "Scheme", "SchemeRequirement", "Transfer"]

"""Exceptions granted to one holder, and the schemes of a school."""

from apps.requirements.models.exemptions import Exemption, Grant, OwnTarget, Transfer

__all__ = ["Exemption", "Grant", "OwnTarget", "Transfer"]

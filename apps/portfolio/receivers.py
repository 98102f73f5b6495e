"""What becomes of a work when its case moves on."""

from apps.credits.record_review import Reviewed
from apps.portfolio.models import SOURCE, Work
from apps.portfolio.services import WORDS, save_works, withdraw_works

WORKS = Reviewed(SOURCE, Work, WORDS, save=save_works, withdraw=withdraw_works)

"""What becomes of a lesson plan when its case moves on."""

from apps.credits.record_review import Reviewed
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.services import WORDS, save_lesson_plans, withdraw_lesson_plans

PLANS = Reviewed(SOURCE, LessonPlan, WORDS, save=save_lesson_plans, withdraw=withdraw_lesson_plans)

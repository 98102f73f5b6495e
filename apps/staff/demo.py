"""The log-ins of a demo, shown on its log-in page."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from apps.staff.choices import PostKind
from apps.staff.models import Post

# Of every log-in of a demo school. It is public: a demo holds nobody's data.
DEMO_PASSWORD = "yanxiu-2026"
# Schools whose code begins so are demo schools.
DEMO_CODE = "DEMO"
SHOWN = 12


@dataclass
class DemoLogIn:
    """One button of the log-in page."""

    login: str
    name: str
    posts: list[str]
    schools: list[str]


def demo_logins(today: date) -> list[DemoLogIn]:
    """Who of the demo schools can log in at once, the highest posts first; nobody outside of a demo."""
    if not settings.DEMO:
        return []
    rank = {kind: place for place, kind in enumerate(PostKind.values)}
    held = (
        Post.objects.held_on(today)
        .filter(
            school__code__startswith=DEMO_CODE,
            member__left_on=None,
            member__user__is_active=True,
            member__user__must_change_password=False,
        )  # fmt: skip
        .select_related("member__user", "school")
        .order_by("school__code", "member__number")
    )
    found: dict[int, DemoLogIn] = {}
    for post in sorted(held, key=lambda post: (post.school.code, rank[post.kind])):
        user = post.member.user
        entry = found.setdefault(user.pk, DemoLogIn(user.login, user.name, [], []))
        for said, words in ((entry.posts, post.get_kind_display()), (entry.schools, post.school.name)):
            if words not in said:
                said.append(words)
    return list(found.values())[:SHOWN]

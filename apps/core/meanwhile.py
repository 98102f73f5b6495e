"""Two people edit one thing: the second is told who changed what meanwhile, and loses nothing of what they typed.

A form carries along what its fields showed when it was opened, as digests in the hidden input ``seen``. When it is
sent, fields that show something else by now were changed by somebody else. Those the sender left alone take the new
value, those they changed themselves keep what they typed; saved again, it is written. Who saved last lies in the
cache for a day: it serves a sentence, nothing depends on it.
"""

import hashlib
import json
from contextlib import contextmanager

from django import forms
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

A_DAY = 24 * 3600
LONGEST_VALUE = 40


@contextmanager
def one_at_a_time(row):
    """A transaction in which nobody else edits the row on a page; other locks come after this one."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"edit {row._meta.label}:{row.pk}"]
            )
        yield


class Guarded:
    """Mixin of a form about one row, ``guarded_row()``. Without ``seen`` in what is sent nothing is compared."""

    unguarded: tuple[
        str, ...
    ] = ()  # fields that begin with something else than the row's own value, such as today
    _told = False

    def guarded_row(self):
        """The row that is edited; None for a new one."""
        raise NotImplementedError

    def _guarded(self) -> dict[str, forms.Field]:
        return {
            name: field
            for name, field in self.fields.items()
            if not (field.disabled or isinstance(field, forms.FileField) or name in self.unguarded)
        }

    def digests(self) -> dict[str, str]:
        """What each field shows before anything is typed."""
        return {name: _digest(_shown(self, name)) for name in self._guarded()}

    @property
    def seen(self) -> str:
        """For the hidden input: as it was opened, until the sender was told what is different now."""
        if self.guarded_row() is None:
            return ""
        return self.data["seen"] if "seen" in self.data and not self._told else json.dumps(self.digests())

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.guarded_row() is not None and self.data.get("seen"):
            seen, now = _read(self.data["seen"]), self.digests()
            changed = [name for name in now if name in seen and seen[name] != now[name]]
            if changed:
                self._tell(changed, seen, now)

    def _tell(self, changed, seen, now):
        self._told = True
        self.data = self.data.copy()
        said = []
        for name in changed:
            value = Truncator(_words(self[name], _shown(self, name))).chars(LONGEST_VALUE)
            label = str(self[name].label)
            said.append(
                _("%(field)s is “%(value)s” now") % {"field": label[:1].upper() + label[1:], "value": value}
            )
            typed = _digest(_canonical(self.fields[name].widget, _typed(self, name)))
            if typed == seen[name]:
                _put(self, name)
            elif typed != now[name] and name not in self.errors:
                self.add_error(
                    name, _("Yours is kept here. Saved again, it replaces “%(value)s”.") % {"value": value}
                )
        self.add_error(
            None,
            _(
                "%(who)s changed this after you had opened the page: %(what)s. Nothing is saved yet. What you typed "
                "is still here; what you left alone shows the new values. Look it over, then save again."
            )
            % {"who": self._who(changed, now), "what": _("; ").join(said)},
        )

    def _who(self, changed, now) -> str:
        """The name of whoever saved last, if what they left is what stands now."""
        left = cache.get(self._cache_key()) or {}
        same = all(left.get("digests", {}).get(name) == now[name] for name in changed)
        user = get_user_model().objects.filter(pk=left.get("by")).first() if same else None
        return user.name if user else _("Somebody else")

    def _cache_key(self) -> str:
        row = self.guarded_row()
        return f"edited:{row._meta.label}:{row.pk}:{type(self).__name__}"

    def note_saved(self, user) -> None:
        """Called of a form made anew after saving: this user left the row as it shows."""
        cache.set(self._cache_key(), {"by": user.pk, "digests": self.digests()}, A_DAY)


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _shown(form, name):
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    return _canonical(field.widget, value)


def _typed(form, name):
    return form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def _canonical(widget, value):
    """One form for what a field shows and for what the browser sends back of it."""
    if isinstance(value, dict):
        return sorted([str(key), str(item)] for key, item in value.items())
    if isinstance(widget, forms.CheckboxInput):
        return bool(value)
    if isinstance(widget, forms.widgets.ChoiceWidget):
        return sorted(item for item in widget.format_value(value) if item)
    shown = widget.format_value(value)
    return "" if shown is None else str(shown).replace("\r\n", "\n").strip()


def _digest(canonical) -> str:
    return hashlib.sha256(json.dumps(canonical).encode()).hexdigest()[:12]


def _put(form, name) -> None:
    """Show in a bound field what stands now."""
    widget, key, value = form.fields[name].widget, form.add_prefix(name), _shown(form, name)
    if hasattr(widget, "put"):
        widget.put(form.data, key, value)
    elif isinstance(value, list):
        form.data.setlist(key, value)
    elif value is False:
        form.data.pop(key, None)
    else:
        form.data[key] = "on" if value is True else value


def _words(bound, value) -> str:
    """A field's value as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        widget = bound.field.widget
        if hasattr(widget, "words"):
            return widget.words(value)
        labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", [])}
        return "、".join(labels.get(item, item) for item in value) or "—"
    return value or "—"

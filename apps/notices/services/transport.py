"""Handing a message over, with certainty about what became of it: accepted, refused, or unknown."""

import contextlib
import smtplib

from django.core.mail import EmailMessage, get_connection


class NotAccepted(Exception):
    """The other side refused it or never got it. ``may_pass``: trying later can help."""

    def __init__(self, code: str, *, may_pass: bool = False):
        super().__init__(code)
        self.code, self.may_pass = code, may_pass


class Uncertain(Exception):
    """It was handed over, but whether it arrived is not known."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Mailbox:
    """One connection to the mail server for a run, opened with the first mail.

    A server that cannot be reached is not tried again in the same run (``is_down``).
    """

    def __init__(self):
        self.backend = None
        self.is_down = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._close()

    def send(self, message: EmailMessage) -> None:
        """Raises NotAccepted or Uncertain."""
        self._open()
        try:
            self.backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            code, _answer = next(iter(refusal.recipients.values()))
            raise NotAccepted(f"smtp_{code}", may_pass=code < 500) from refusal
        except smtplib.SMTPResponseException as refusal:
            code = refusal.smtp_code
            raise NotAccepted(f"smtp_{code}", may_pass=code < 500) from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            raise NotAccepted("smtp_550") from refusal
        except OSError as broken:
            self._close()
            raise Uncertain("timeout") from broken

    def _open(self) -> None:
        """A connection that answers; raises NotAccepted, as nothing was handed over yet."""
        if self.backend is not None and self._is_alive():
            return
        self._close()
        self.backend = get_connection()
        try:
            self.backend.open()
        except smtplib.SMTPResponseException as refusal:
            self.is_down = True
            raise NotAccepted(f"smtp_{refusal.smtp_code}", may_pass=True) from refusal
        except OSError as unreachable:
            self.is_down = True
            raise NotAccepted("connect", may_pass=True) from unreachable

    def _is_alive(self) -> bool:
        """Ask first: a server may hang up between two mails, and then the second would be lost in doubt."""
        smtp = getattr(self.backend, "connection", None)
        if smtp is None:
            return True
        try:
            return smtp.noop()[0] == 250
        except OSError:
            return False

    def _close(self) -> None:
        if self.backend is not None:
            with contextlib.suppress(OSError):  # what was sent has been accepted before
                self.backend.close()
            self.backend = None

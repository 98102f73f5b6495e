"""Where things are: in the checkout, and in a data folder."""

import hashlib
import os
import tempfile
from pathlib import Path

from launcher.say import Stop

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / ".build"
LONGEST_SOCKET = 100  # the kernel's limit for a socket's path is 107 bytes


class DataDir:
    """One installation's data: database, queue, files, logs, secret key."""

    def __init__(self, path):
        self.path = Path(path).expanduser().resolve()
        self.postgres = self.path / "postgres"
        self.valkey = self.path / "valkey"
        self.run = self.path / "run"
        self.logs = self.path / "logs"
        self.secret = self.path / "secret-key"
        self.schema_due = (
            self.run / "schema.due"
        )  # there from the making of a database until it has its schema

    @classmethod
    def from_environment(cls):
        return cls(os.environ.get("DATA_DIR", "").strip() or ROOT / ".data")

    def create(self):
        """Closed to other users; root's database and queue run under an account that passes."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
            for folder in (self.run, self.logs):
                folder.mkdir(exist_ok=True)
            self.logs.chmod(0o700)
        except OSError as error:
            raise Stop(f"the data folder {self.path} cannot be made: {error.strerror}.") from None
        if not os.access(self.path, os.W_OK):
            raise Stop(f"the data folder {self.path} is not writable for this user.")

    def socket_folder(self, service):
        """run/<service>, or a short stand-in when that would be too long for a socket."""
        folder = self.run / service
        if len(os.fsencode(folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return folder
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"schoolresearch-{os.getuid()}-{digest}" / service

# Sourced by the commands in bin/: runs the launcher with the first Python that is new enough.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

launch() {
  local name found=""
  for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
    command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      exec "$name" "$root/bin/launcher" "$@"
    fi
    found="${found:-$("$name" -c 'import platform; print(platform.python_version())' 2>/dev/null)}"
  done
  echo "SchoolResearch needs Python 3.11 or newer; this machine has ${found:-none}." >&2
  exit 1
}

# Sourced by run, test and bench: installs what the machine lacks.

if ! command -v cargo >/dev/null 2>&1; then
  echo "Rust est introuvable. Installez-le : https://rustup.rs" >&2
  exit 1
fi
if ! command -v cc >/dev/null 2>&1; then
  echo "Un compilateur C est nécessaire. Installez-le : apt-get install build-essential" >&2
  exit 1
fi

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

present() {
  case "$1" in
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ;;
    python3-venv) python3 -c "import venv, ensurepip" >/dev/null 2>&1 ;;
    python3-cryptography) python3 -c "import cryptography" >/dev/null 2>&1 ;;
    libreoffice-calc) command -v soffice >/dev/null 2>&1 ;;
    poppler-utils) command -v pdftotext >/dev/null 2>&1 ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

# Installs the packages whose program is missing, from the distribution.
need() {
  missing=""
  for package in "$@"; do present "$package" || missing="$missing $package"; done
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Il manque :$missing. Installez-les avec le gestionnaire de paquets de ce système, puis recommencez." >&2
    exit 1
  fi
  echo "Installation de$missing…"
  as_root apt-get update -qq
  # The suite starts private servers of its own: those of the system are not wanted.
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
}

# Licences, bans and sources of the dependencies.
cargo_deny() {
  if ! command -v cargo-deny >/dev/null 2>&1; then
    echo "Installation de cargo-deny…"
    cargo install --quiet --locked cargo-deny
  fi
  cargo deny --log-level warn "$@"
}

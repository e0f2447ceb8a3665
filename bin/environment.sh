# Sourced by the commands beside it. Gives $root, $python (of .venv) and `prepare`, which makes .venv from the pins.

root="$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"
venv="$root/.venv"
python="$venv/bin/python"
export PYTHONPATH="$root/src" PYTHONSAFEPATH=1 # never modules that happen to lie where the caller stands

# prepare serve|work|bench: .venv holds what requirements/ pins, each including those before it. Instant with nothing to do.
prepare() {
  if ready "$1"; then return; fi
  ( # One at a time: who comes second waits, and then finds it done.
    if command -v flock >/dev/null; then flock 9; fi
    ready "$1" || install_up_to "$1"
  ) 9<"$root/requirements/serve.txt" >&2
}

ready() {
  [ -x "$python" ] || return 1
  for kind in $(up_to "$1"); do installed "$kind" || return 1; done
}

up_to() { case "$1" in serve) echo serve ;; work) echo serve work ;; bench) echo serve work bench ;; esac; }

installed() { [ "$(cat "$venv/kalends-$1" 2>/dev/null)" = "$(stamp "$1")" ]; }

# Names the interpreter too: where python3 was upgraded under an environment, its packages are out of sight.
stamp() { echo "$(readlink -f "$python") $(cksum <"$root/requirements/$1.txt")"; }

install_up_to() {
  whole || make_venv
  for kind in $(up_to "$1"); do installed "$kind" || install "$kind"; done
}

# A half-made environment may lack pip, or be the machine's own Python under another name, which is not ours to fill.
whole() { "$python" -c 'import pip, sys; sys.exit(sys.prefix == sys.base_prefix)' 2>/dev/null; }

install() {
  echo "Kalends: installing what requirements/$1.txt names into .venv, once"
  "$python" -m pip install --quiet --disable-pip-version-check --no-input --require-virtualenv \
    --require-hashes --no-deps -r "$root/requirements/$1.txt" || fail "pip could not install; the lines above say why"
  stamp "$1" >"$venv/kalends-$1"
}

make_venv() {
  command -v python3 >/dev/null || fail "python3 is missing; Kalends needs Python 3.11 or newer"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Kalends needs Python 3.11 or newer; this is $(python3 -V 2>&1)"
  python3 -c 'import ensurepip, venv' 2>/dev/null ||
    fail "this python3 cannot make environments; on Debian and Ubuntu, apt-get install python3-venv mends that"
  python3 -m venv --clear "$venv" || fail "could not make $venv"
}

fail() {
  echo "Kalends: $1" >&2
  exit 1
}

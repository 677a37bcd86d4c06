# Shared by the programs of bin/: where things are, how they get there, how Odoo is started.
# Sourced, never run. Everything lives in one cache folder outside the repository:
#   odoo/ (Debian's package, unpacked)  venv-*/  pg/ (private cluster)  data/ (file stores)
#   checkouts/<id>/ (link to this checkout under the addon's name, odoo.conf)  logs/

set -euo pipefail

MODULE=rectification_campaign
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
CHECKOUT=$(printf %s "$ROOT" | sha256sum | cut -c1-8)
if [ -n "${RECTIFICATION_CACHE:-}" ]; then
    CACHE=$RECTIFICATION_CACHE
elif [ "$(id -u)" = 0 ]; then
    CACHE=/var/cache/$MODULE # PostgreSQL runs as another user, who cannot enter root's home
else
    CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/$MODULE
fi
# Compiled code goes into the cache, not beside the addon's; without it every start takes 3 s more.
export PYTHONPYCACHEPREFIX=$CACHE/pycache
unset PYTHONDONTWRITEBYTECODE
export HYPOTHESIS_STORAGE_DIRECTORY=$CACHE/hypothesis # beside the code otherwise
LOGS=$CACHE/logs
SETUP_LOG=$LOGS/setup-$CHECKOUT.log
HERE=$CACHE/checkouts/$CHECKOUT
PG_SOCKET=$CACHE/pg/socket

# Noto CJK has every character of the general standard list, 𠮷 and 㛃 among them.
PACKAGES_PDF="fontconfig fonts-noto-cjk libfontconfig1 libfreetype6 libx11-6 libxext6 libxrender1"
PACKAGES_BASE="ca-certificates libmagic1 $PACKAGES_PDF"

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'Stopped: %s\n' "$*" >&2
    exit 1
}

# step TEXT HINT COMMAND...: one line per step; the output goes to the log; a failure says HINT.
step() {
    local text=$1 hint=$2 start=$SECONDS
    shift 2
    printf '  %s ... ' "$text" >&2
    printf '\n== %s ==\n' "$text" >>"$SETUP_LOG"
    (
        set -e
        "$@"
    ) >>"$SETUP_LOG" 2>&1 </dev/null &
    if wait $!; then
        printf '%s s\n' $((SECONDS - start)) >&2
    else
        printf 'failed\n' >&2
        die "$hint (details: $SETUP_LOG)"
    fi
}

# Several clones share the cache: one sets up at a time, the others wait and find the work done.
lock_cache() { # lock_cache [NAME]
    mkdir -p "$LOGS" "$HERE" "$CACHE/data" 2>/dev/null ||
        die "cannot write to $CACHE: set RECTIFICATION_CACHE to a folder of your own"
    exec 9>"$CACHE/${1:-setup}.lock"
    flock -n 9 || {
        say "  another set-up is running: waiting for it"
        flock 9
    }
}

unlock_cache() { exec 9>&-; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

missing_packages() {
    local name
    for name in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || printf '%s ' "$name"
    done
}

apt_install() {
    # The system's own PostgreSQL cluster is not wanted: this only holds while we install.
    local conf=/etc/postgresql-common/createcluster.d/$MODULE.conf
    as_root mkdir -p "${conf%/*}"
    echo "create_main_cluster = false" | as_root tee "$conf" >/dev/null
    trap 'as_root rm -f "'"$conf"'"' EXIT
    as_root apt-get -q -o DPkg::Lock::Timeout=300 update || true # a source we do not need may be down
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 install "$@"
}

# need_packages NAME...: install the Debian packages that are missing.
need_packages() {
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || die "this needs Debian or Ubuntu; install by hand: $missing"
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
        die "ask an administrator to run: apt-get install --no-install-recommends $missing"
    # shellcheck disable=SC2086
    step "Debian packages: $missing" "run 'apt-get install $missing' by hand and look at its message" \
        apt_install $missing
}

# ---------------------------------------------------------------- Odoo

sid_apt() {
    local apt=$CACHE/apt
    local tool=$1
    shift
    "$tool" -q -o Dir::Etc::sourcelist="$apt/sid.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" \
        -o APT::Sandbox::User=root -o Acquire::Check-Valid-Until=false "$@" # a mirror may lag behind
}

# Odoo 19 whole is in Debian's sid. The mirror is the one this machine already uses.
fetch_odoo() {
    local apt=$CACHE/apt mirror fonts
    rm -rf "$apt" "$CACHE/odoo.new"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs" "$CACHE/odoo.new/root"
    for mirror in $(apt-get indextargets --format '$(REPO_URI)' | sort -u | grep -v security); do
        echo "deb $mirror sid main" >"$apt/sid.list"
        if sid_apt apt-get update && sid_apt apt-cache show odoo-19 >/dev/null; then
            break
        fi
        rm -f "$apt/sid.list"
    done
    [ -f "$apt/sid.list" ]
    cd "$apt/debs"
    # Its links to fonts and scripts of other packages are relative: those go into the same root.
    fonts="fonts-font-awesome fonts-inconsolata fonts-montserrat fonts-ocr-b fonts-roboto-unhinted"
    # shellcheck disable=SC2086
    sid_apt apt-get download odoo-19 $fonts libjs-jquery libjs-jquery-form libjs-underscore
    local deb
    for deb in *.deb; do
        dpkg -x "$deb" "$CACHE/odoo.new/root"
    done
    local code=$CACHE/odoo.new/root/usr/lib/python3/dist-packages
    rm -rf "${code:?}"/{addons,build,debian,doc,setup} # stray leftovers of its build
    dpkg-deb -f odoo-19_*.deb Version >"$CACHE/odoo.new/version"
    # The package leaves this file out; an empty one keeps the browser's console clean.
    local lib=$code/odoo/addons/mail/static/lib/selfie_segmentation
    mkdir -p "$lib"
    [ -e "$lib/selfie_segmentation.js" ] || echo "// blurred backgrounds are not available" >"$lib/selfie_segmentation.js"
    cd "$CACHE"
    rm -rf "$apt" odoo
    mv odoo.new odoo
}

need_odoo() {
    if [ -n "${ODOO_HOME:-}" ]; then
        [ -f "$ODOO_HOME/odoo/release.py" ] || die "ODOO_HOME=$ODOO_HOME holds no Odoo: point it at the folder with odoo-bin"
        grep -q "^version_info = (19, 0" "$ODOO_HOME/odoo/release.py" || die "ODOO_HOME=$ODOO_HOME is not Odoo 19.0"
    elif [ ! -f "$CACHE/odoo/version" ]; then
        command -v apt-get >/dev/null || die "set ODOO_HOME to an Odoo 19.0 source tree"
        step "Odoo 19 (123 MB)" "no Debian mirror gave the package odoo-19: set ODOO_HOME to an Odoo 19.0 source tree" \
            fetch_odoo
    fi
}

locate_odoo() {
    if [ -n "${ODOO_HOME:-}" ]; then
        ODOO_PATH=$ODOO_HOME
        ODOO_BUILD=$(git -C "$ODOO_HOME" rev-parse HEAD 2>/dev/null || cat "$ODOO_HOME/odoo/release.py")
    else
        ODOO_PATH=$CACHE/odoo/root/usr/lib/python3/dist-packages
        ODOO_BUILD=$(cat "$CACHE/odoo/version")
    fi
}

# ---------------------------------------------------------------- Python

usable_python() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-/usr/bin/python3 python3 python3.13 python3.12 python3.11}; do
        if usable_python "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

venv_folder() { # venv_folder NAME REQUIREMENTS
    echo "$CACHE/venv-$1-$(sha256sum <"$2" | cut -c1-8)"
}

make_venv() { # make_venv PYTHON FOLDER REQUIREMENTS
    rm -rf "$2"
    "$1" -m venv "$2"
    "$2/bin/python" -m pip install -q --disable-pip-version-check wheel
    "$2/bin/python" -m pip install -q --disable-pip-version-check -r "$3"
    if [ -x "$2/bin/wkhtmltopdf-pack" ]; then
        ln -sf wkhtmltopdf-pack "$2/bin/wkhtmltopdf"
    fi
    touch "$2/ready"
}

need_venv() { # need_venv NAME REQUIREMENTS TEXT
    local folder python
    folder=$(venv_folder "$1" "$2")
    [ -f "$folder/ready" ] && return 0
    if ! python=$(find_python); then
        need_packages python3 python3-venv
        python=$(find_python) || die "no Python 3.10 to 3.13 with venv: set PYTHON to one"
    fi
    step "$3" "pip could not install $2: check the network or the package index" \
        make_venv "$python" "$folder" "$2"
}

# ---------------------------------------------------------------- PostgreSQL

pg_bin() {
    local newest
    newest=$(find /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)
    [ -n "$newest" ] && dirname "$newest"
}

# As root, the server runs as the user that Debian's package made for it.
as_postgres() (
    cd /
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
)

make_cluster() {
    local data=$1
    rm -rf "$data.new"
    mkdir -p "$CACHE/pg" "$PG_SOCKET"
    [ "$(id -u)" != 0 ] || chown postgres: "$CACHE/pg" "$PG_SOCKET"
    chmod 700 "$PG_SOCKET"
    as_postgres "$(pg_bin)/initdb" -D "$data.new" -U rectification -A trust -E UTF8 --locale=C.UTF-8 --no-sync
    # Nothing in here is precious: demo and test databases are made again in a minute. So the
    # cluster never waits for the disk; after a power cut, start over with 'bin/demo --reset'.
    as_postgres tee -a "$data.new/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$PG_SOCKET'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
max_connections = 200
shared_buffers = 256MB
work_mem = 16MB
max_parallel_workers_per_gather = 0
jit = off
CONF
    mv "$data.new" "$data"
}

start_cluster() { # the lock's descriptor must not live on in the server
    local pid
    pid=$(head -1 "$1/postmaster.pid" 2>/dev/null || true)
    if [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != postgres ]; then
        rm -f "$1/postmaster.pid" # left behind when the machine went down
    fi
    as_postgres "$(pg_bin)/pg_ctl" -D "$1" -l "$CACHE/pg/server.log" -w -t 60 start 9>&-
}

need_postgres() {
    [ -z "${PGHOST:-}" ] || {
        command -v psql >/dev/null || need_packages postgresql-client
        psql -d postgres -Atc 'select 1' >/dev/null 2>&1 ||
            die "PGHOST is set to $PGHOST, but 'psql -d postgres' does not get in: check PGHOST, PGPORT, PGUSER, PGPASSWORD"
        return 0
    }
    pg_bin >/dev/null || need_packages postgresql
    [ "${#PG_SOCKET}" -lt 88 ] || die "the cache folder's path is too long for a socket: set RECTIFICATION_CACHE to a shorter one"
    local data
    data=$CACHE/pg/$(basename "$(dirname "$(pg_bin)")")
    [ -d "$data" ] || step "PostgreSQL cluster" "initdb failed: remove $CACHE/pg and try again" make_cluster "$data"
    "$(pg_bin)/pg_isready" -q -h "$PG_SOCKET" ||
        step "PostgreSQL start" "the server did not start: remove $CACHE/pg (it holds demo and test databases only) and try again" start_cluster "$data"
}

# ---------------------------------------------------------------- the environment

# Link this checkout, whatever its folder is called, under the addon's technical name.
link_addon() {
    local addons=$ODOO_PATH/odoo/addons conf
    mkdir -p "$HERE/addons"
    ln -sfn "$ROOT" "$HERE/addons/$MODULE"
    [ -d "$addons/web" ] || addons=$ODOO_PATH/addons # a source tree keeps them outside of odoo/
    conf="[options]
addons_path = $HERE/addons,$addons
data_dir = $CACHE/data
http_interface = 127.0.0.1"
    [ "$(cat "$HERE/odoo.conf" 2>/dev/null)" = "$conf" ] || echo "$conf" >"$HERE/odoo.conf"
}

# Export what Odoo needs; after this, 'python -m odoo' is Odoo.
load_environment() {
    locate_odoo
    VENV=$(venv_folder odoo "$ROOT/bin/requirements.txt")
    link_addon
    export PATH="$VENV/bin:$PATH"
    export PYTHONPATH="$ODOO_PATH${PYTHONPATH:+:$PYTHONPATH}"
    export ODOO_RC="$HERE/odoo.conf"
    export LANG=C.UTF-8 LC_ALL=C.UTF-8
    if [ -z "${PGHOST:-}" ]; then
        export PGHOST=$PG_SOCKET PGUSER=rectification
        unset PGPORT PGPASSWORD PGDATABASE
        PATH="$(pg_bin):$PATH"
    fi
}

# Everything Odoo needs; takes a fraction of a second when it is all there.
set_up() {
    lock_cache
    # shellcheck disable=SC2086
    need_packages $PACKAGES_BASE "$@"
    need_odoo
    need_venv odoo "$ROOT/bin/requirements.txt" "Python packages"
    need_postgres
    load_environment
    unlock_cache
}

run_odoo() { python -m odoo "$@"; }

# ---------------------------------------------------------------- databases

query() { psql -X -At -v ON_ERROR_STOP=1 -d postgres -c "$1"; }

# A finished database carries what it was made of as its comment; an interrupted one does not.
database_note() {
    query "SELECT coalesce(shobj_description(oid, 'pg_database'), 'unfinished') FROM pg_database WHERE datname = '$1'"
}

note_database() { query "COMMENT ON DATABASE \"$1\" IS '$2'" >/dev/null; }

drop_database() {
    dropdb --if-exists --force "$1" 2>/dev/null
    rm -rf "$CACHE/data/filestore/${1:?}"
}

copy_database() { # copy_database FROM TO: rows and file store
    local store=$CACHE/data/filestore
    drop_database "$2"
    createdb --strategy=file_copy -T "$1" "$2"
    [ ! -d "$store/$1" ] || cp -al "$store/$1" "$store/$2"
}

manifest_depends() {
    python - "$ROOT/__manifest__.py" <<'PY'
import ast, pathlib, sys
path = pathlib.Path(sys.argv[1])
manifest = ast.literal_eval(path.read_text()) if path.exists() else {}
print(",".join(sorted({"base", "web", "mail", *manifest.get("depends", ())})))
PY
}

make_template() { # make_template DATABASE DEPENDS [option]
    drop_database "$1"
    run_odoo -d "$1" -i "$2" --load-language=zh_CN --no-http --stop-after-init "${@:3}"
    note_database "$1" ready
}

# need_template [demo]: a database with the addon's dependencies and Chinese; its name in TEMPLATE.
need_template() {
    local depends option=()
    depends=$(manifest_depends)
    TEMPLATE=rectification_template_$(printf %s "$depends $ODOO_BUILD" | sha256sum | cut -c1-8)
    if [ "${1:-}" = demo ]; then
        TEMPLATE=${TEMPLATE}_demo
        option=(--with-demo)
    fi
    [ "$(database_note "$TEMPLATE")" != ready ] || return 0
    lock_cache "$TEMPLATE"
    [ "$(database_note "$TEMPLATE")" = ready ] ||
        step "Template database${1:+ with $1 data} ($depends)" "Odoo could not install its own modules" \
            make_template "$TEMPLATE" "$depends" "${option[@]}"
    unlock_cache
}

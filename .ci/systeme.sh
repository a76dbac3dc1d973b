#!/bin/sh
# Installs what the window needs from Debian or Ubuntu; elsewhere, or without rights, names it and carries on.
# Usage: sh .ci/systeme.sh [tests|epreuves]   (« tests » adds the programs that some tests call; « epreuves », the office
# suite in which the long run opens our tables and papers, too)
set -u

qt="libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
programs="age minisign poppler-utils xvfb xauth unzip binutils at-spi2-core dbus python3-pyatspi"
server="postgresql"
office="libreoffice-calc-nogui libreoffice-writer-nogui"

# Newer releases rename some libraries (libglib2.0-0t64); asked by its old name, apt-get finds the new one.
present() {
    dpkg-query -W -f='${db:Status-Abbrev}\n' "$1" "$1t64" 2>/dev/null | grep -q '^ii'
}

missing() {
    for name in "$@"; do
        present "$name" || printf ' %s' "$name"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        return 1
    fi
}

fetch() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" </dev/null >/dev/null
}

install() {
    [ $# -gt 0 ] || return 0
    echo "Installation des paquets du système : $*"
    # The second try is for a machine whose package lists were never read, or are too old.
    fetch "$@" 2>/dev/null || { as_root apt-get update -qq >/dev/null && fetch "$@"; } || {
        echo "Ces paquets n’ont pas pu être installés ; la suite continue sans eux."
        echo "Pour les installer soi-même : sudo apt-get install $*"
    }
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "Ce système n’est pas Debian ni Ubuntu. Si la fenêtre ne s’ouvre pas, installez l’équivalent de :" $qt
    exit 0
fi

# Word splitting is wanted: these are lists of names.
python3 -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
install $(missing $qt)
[ "${1-}" = tests ] || [ "${1-}" = epreuves ] || exit 0
install $(missing $programs)
# A server installed otherwise does as well: the tests start one of their own, in a folder of theirs.
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install $(missing $server)
[ "${1-}" = epreuves ] || exit 0
command -v soffice >/dev/null || install $(missing $office)

#!/bin/sh
# Prints the Python (3.11 or newer, with venv) that setup uses, or one line saying what is missing.
for python in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
    path=$("$python" -c 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")' 2>/dev/null) || continue
    [ -n "$path" ] || continue
    if "$path" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$path"
        exit 0
    fi
    without_venv=$path
done
if [ -n "$without_venv" ]; then
    echo "$without_venv has no venv module. Install it, then try again: apt install python3-venv" >&2
else
    echo "Python 3.11 or newer is needed. Install it, then try again: apt install python3 python3-venv" >&2
fi
exit 1

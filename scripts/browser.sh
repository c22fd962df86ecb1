#!/bin/sh
# Makes sure the browser tests find Chromium and Chinese fonts; on Debian as root it installs them, else says what to install.
has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome || [ -x "$CHROMIUM" ]; }
has_fonts() { command -v fc-list && [ -n "$(fc-list :lang=zh)" ]; }
wanted=
has_browser >/dev/null 2>&1 || wanted="chromium"
has_fonts >/dev/null 2>&1 || wanted="$wanted fontconfig fonts-noto-cjk"
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $wanted …"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null && exit 0
fi
echo "The browser tests need:$(printf ' %s' $wanted). Install it, then try again: apt install$(printf ' %s' $wanted)" >&2
exit 1

#!/bin/sh
# After the package was removed. What the machine has kept stays: /var/lib/kiosk is the journal of money.
set -e

# An upgrade runs this too, for the version that goes.
if [ "$1" = upgrade ]; then
  exit 0
fi
rm -f '/etc/apparmor.d/${executable}'
if command -v systemctl > /dev/null; then
  systemctl unmask ctrl-alt-del.target
fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
fi

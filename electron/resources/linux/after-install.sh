#!/bin/sh
# After the package was unpacked: the kiosk's user, the leave to make a sandbox, and systemd's knowledge of the unit.
# Starts nothing: `systemctl enable --now add-value-kiosk` does, when /etc/kiosk/kiosk.json has been written.
set -e

if command -v systemd-sysusers > /dev/null; then
  systemd-sysusers add-value-kiosk.conf
fi

# The sandbox is made of user namespaces: nothing here may run as root.
chmod 0755 '/opt/${sanitizedProductName}/chrome-sandbox'

# Only where AppArmor is new enough to know the rule; elsewhere nothing is forbidden and nothing needs to be allowed.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if command -v apparmor_parser > /dev/null && apparmor_parser --skip-kernel-load "$profile" > /dev/null 2>&1; then
  install -m 0644 "$profile" '/etc/apparmor.d/${executable}'
  # In an image that is being built there is no kernel to tell.
  if [ -d /sys/kernel/security/apparmor ]; then
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}'
  fi
fi

# One Ctrl-Alt-Del restarts nothing (system.conf.d sees to seven).
if command -v systemctl > /dev/null; then
  systemctl mask ctrl-alt-del.target
fi

if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
fi

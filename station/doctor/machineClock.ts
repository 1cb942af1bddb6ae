import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import { fault, fine, type Outcome, warning } from './finding.ts';
import type { Probe } from './probe.ts';

export const FOLLOW_A_SERVER = 'sudo timedatectl set-ntp true';

export interface ClockFacts {
  /** What the machine's clock says; milliseconds since 1970-01-01 UTC. */
  readonly wallMs: number;
  /** When this software was put on the machine. */
  readonly installedMs: number | null;
  /** When the journal's last record was written, by the clock of then. */
  readonly lastRecordMs: number | null;
}

/** The zone does not matter: the kiosk reckons Taiwan's time from UTC by itself. */
export async function checkClock(probe: Probe, { wallMs, installedMs, lastRecordMs }: ClockFacts, signal: AbortSignal): Promise<Outcome> {
  const now = taipeiTimestamp(wallMs);
  if (lastRecordMs !== null && wallMs < lastRecordMs) {
    return fault(
      `it is ${now} here, but the journal's last record is of ${taipeiTimestamp(lastRecordMs)}: this clock or an earlier one was wrong`,
      FOLLOW_A_SERVER,
    );
  }
  if (installedMs !== null && wallMs < installedMs) {
    return fault(`it is ${now} here, before this software was installed (${taipeiTimestamp(installedMs)})`, FOLLOW_A_SERVER);
  }
  switch (await probe.clockSynchronised(signal)) {
    case true:
      return fine(`${now}, following a time server`);
    case false:
      return warning(`${now}, not following a time server: records on cards and in the journal will drift`, FOLLOW_A_SERVER);
    case null:
      return warning(`${now}; whether it follows a time server cannot be told (timedatectl gives no answer)`, 'timedatectl');
  }
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../machines/view/view.ts';
import { createHttpTransport } from '../../station/issuer/httpTransport.ts';
import type { IssuerDoor } from '../../station/issuer/issuerDoor.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { IssuerProcess } from '../support/issuerProcess.ts';
import { StationOnWire, type StationOnWireParts } from '../support/stationOnWire.ts';

/** Longest for one answer of a process on this very machine, milliseconds of the real clock. */
const DEADLINE_MS = 20_000;
const MINUTE = 60_000;

let issuer: IssuerProcess;
let door: IssuerDoor;
let station: StationOnWire;
let view: View;

beforeEach(async () => {
  issuer = new IssuerProcess({ accounts: [], cards: [] });
  door = await issuer.startBehindSocket();
});

afterEach(async () => {
  await station.stop();
  await issuer.dispose();
});

async function start(parts: Pick<StationOnWireParts, 'hostAheadMs' | 'hours'>): Promise<void> {
  station = new StationOnWire({
    ...parts,
    machine: 'CLOSES-1',
    door,
    deadlineMs: () => DEADLINE_MS,
    before: () => Promise.resolve(true),
    meanwhile: () => Promise.resolve(),
    onView: (shown) => {
      view = shown;
    },
  });
  await station.start();
}

const saysOnScreen = (id: string): boolean => view.screen === 'out-of-service' && view.prompts.some((prompt) => prompt.id === id);

describe('a whole station', () => {
  it('closes soon after its start when the issuer’s clock contradicts its own (R-000-04), and opens when it was set', async () => {
    await start({ hostAheadMs: 60 * MINUTE });
    expect(await station.until(() => saysOnScreen('condition.clock-wrong'), MINUTE)).toBe(true);
    station.clock.jumpWall(60 * MINUTE);
    expect(await station.until(() => view.screen === 'attract', 2 * MINUTE)).toBe(true);
  });

  it('closes and opens by its business hours (R-003-85)', async () => {
    const now = systemClock.wallMs();
    await start({ hours: { opens: inTaipei(now - MINUTE), closes: inTaipei(now + 30 * MINUTE) } });
    expect(view.screen).toBe('attract');
    expect(await station.until(() => saysOnScreen('out-of-service.hours'), 31 * MINUTE)).toBe(true);
    expect(await station.until(() => view.screen === 'attract', 24 * 60 * MINUTE)).toBe(true);
  });

  it('hears the time of the issuer’s host with every answer', async () => {
    await start({});
    const answer = await createHttpTransport(() => door, systemClock).exchange('lock-list', { machine: 'CLOSES-1', after: 0 }, DEADLINE_MS);
    expect(Math.abs((answer.ok ? (answer.value.hostMs ?? 0) : 0) - systemClock.wallMs())).toBeLessThan(MINUTE);
  });
});

/** `HH:MM` by Taiwan's clock. */
function inTaipei(wallMs: number): string {
  return new Date(wallMs + 8 * 60 * MINUTE).toISOString().slice(11, 16);
}

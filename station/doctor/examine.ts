import type { Clock } from '../../hardware/ports/clock.ts';
import { fail } from '../../hardware/ports/result.ts';
import { journalPathsIn } from '../journal/journalFiles.ts';
import { checkPcscService, checkReader } from './cardReader.ts';
import { checkCardKeys, judgeConfiguration, loadConfiguration } from './configuration.ts';
import { checkDisplay } from './display.ts';
import { type ExaminedConfig, hasSimulatedParts } from './examined.ts';
import { CHECK_IDS, type CheckId, fault, type Finding, notChecked, type Outcome } from './finding.ts';
import { checkNativeParts, checkNode } from './installation.ts';
import { checkIssuer } from './issuer.ts';
import { checkClock } from './machineClock.ts';
import { checkAcceptor } from './noteAcceptor.ts';
import { checkAuxiliaries } from './otherParts.ts';
import type { JournalVerdict, Probe } from './probe.ts';
import { checkPrinter } from './slipPrinter.ts';
import {
  checkDataFolder,
  checkAnchor,
  checkDiskSpace,
  checkMachineKey,
  findRunningStation,
  inUse,
  judgeJournal,
  judgeStation,
} from './storage.ts';

export interface Examination {
  readonly probe: Probe;
  readonly clock: Clock;
  readonly configPath: string;
  /** What the configuration's text says. @throws ConfigError where it says none */
  readonly parse: (text: string, source: string) => ExaminedConfig;
  readonly dataFolder: string;
  /** A file that was written when this software was installed. */
  readonly installedFile: string;
}

/** How long a check may take before it counts as a fault, in milliseconds (ours). */
const DEADLINE_MS = 10_000;
/** A journal of years has millions of records. */
const JOURNAL_DEADLINE_MS = 60_000;

/**
 * Looks at everything a kiosk needs of its machine, and changes nothing. Ends, whatever hangs.
 * @returns one finding for every check, in the order of {@link CHECK_IDS}
 */
export async function examine({ probe, clock, configPath, parse, dataFolder, installedFile }: Examination): Promise<Finding[]> {
  /** `ask`, or `otherwise` when it takes too long or fails. */
  async function within<Value>(
    ms: number,
    ask: (signal: AbortSignal) => Promise<Value>,
    otherwise: (why: string) => Value,
  ): Promise<Value> {
    const aborter = new AbortController();
    const deadline = Promise.withResolvers<Value>();
    const timer = clock.setTimeout(() => deadline.resolve(otherwise(`no answer within ${ms / 1_000} s`)), ms);
    const answer = ask(aborter.signal).catch((cause: unknown) => otherwise(cause instanceof Error ? cause.message : String(cause)));
    try {
      return await Promise.race([answer, deadline.promise]);
    } finally {
      clock.clearTimeout(timer);
      aborter.abort();
    }
  }
  const check = (ask: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> =>
    within(DEADLINE_MS, ask, (why) => fault(`this could not be looked at: ${why}`, 'ask again; if it stays so, restart the machine'));

  const config = await within(
    DEADLINE_MS,
    () => loadConfiguration(probe, configPath, parse),
    (why) => fail(`${configPath} cannot be read: ${why}`),
  );
  const running = await within(
    DEADLINE_MS,
    (signal) => findRunningStation(probe, dataFolder, signal),
    () => ({}),
  );

  /** A check that needs the configuration. */
  const configured = (ask: (config: ExaminedConfig, signal: AbortSignal) => Promise<Outcome> | Outcome): Promise<Outcome> =>
    config.ok ? check(async (signal) => ask(config.value, signal)) : Promise.resolve(notChecked('the configuration cannot be read'));
  /** A check of a device, which would disturb a station that is using it. */
  const device = (ask: (config: ExaminedConfig, signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> =>
    running === null ? configured(ask) : Promise.resolve(notChecked(inUse(running)));

  const journal = within<JournalVerdict | null>(
    JOURNAL_DEADLINE_MS,
    async (signal) => {
      const paths = journalPathsIn(dataFolder, config.ok ? config.value : {});
      return (await probe.path(paths.journal)) === null ? null : probe.verifyJournal(paths, signal);
    },
    (why) => ({ readable: false, why: `the journal could not be verified: ${why}` }),
  );
  const clockOutcome = async (signal: AbortSignal, verdict: JournalVerdict | null): Promise<Outcome> => {
    const installedMs = (await probe.path(installedFile))?.modifiedMs ?? null;
    const lastRecordMs = verdict?.readable === true ? verdict.lastWallMs : null;
    return checkClock(probe, { wallMs: clock.wallMs(), installedMs, lastRecordMs }, signal);
  };

  const outcomes: Readonly<Record<CheckId, Promise<Outcome>>> = {
    node: check(() => checkNode(probe)),
    'native-parts': check((signal) => checkNativeParts(probe, signal)),
    configuration: Promise.resolve(judgeConfiguration(config, configPath)),
    'card-keys': configured((known) => checkCardKeys(probe, known)),
    station: Promise.resolve(judgeStation(running)),
    'data-folder': check(() => checkDataFolder(probe, dataFolder)),
    'disk-space': check(() => checkDiskSpace(probe, dataFolder, config.ok && hasSimulatedParts(config.value))),
    journal: journal.then((verdict) => judgeJournal(verdict, dataFolder)),
    anchor: configured((known) => checkAnchor(probe, known, dataFolder)),
    'machine-key': configured((known, signal) => checkMachineKey(probe, known, signal)),
    clock: journal.then((verdict) => check((signal) => clockOutcome(signal, verdict))),
    'pcsc-service': configured((known, signal) => checkPcscService(probe, known, signal)),
    reader: device((known, signal) => checkReader(probe, known, signal)),
    acceptor: device((known, signal) => checkAcceptor(probe, known, signal)),
    printer: device((known, signal) => checkPrinter(probe, known, signal)),
    auxiliaries: device((known, signal) => checkAuxiliaries(probe, known, signal)),
    display: check(() => checkDisplay(probe)),
    issuer: configured((known, signal) => checkIssuer(probe, known, clock.wallMs(), signal)),
  };
  return Promise.all(CHECK_IDS.map(async (id) => ({ id, ...(await outcomes[id]) })));
}

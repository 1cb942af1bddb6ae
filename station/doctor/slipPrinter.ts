import type { NoAnswer } from '../../hardware/escpos/conversation.ts';
import { obstacle, type PrinterStatus } from '../../hardware/escpos/status.ts';
import { type EscposConfig, printerPlace } from '../config.ts';
import { PRINTER_BAUD } from '../printerLine.ts';
import { type ExaminedConfig, SIMULATED } from './examined.ts';
import { fault, fine, type Outcome, warning } from './finding.ts';
import type { Probe } from './probe.ts';
import { isSameDevice, judgeSerialLine, remedyForHolder, STABLE_NAMES } from './serialLine.ts';

/** Such printers print how they are set, address and all, when they are switched on with the feed button held. */
const SELF_TEST = 'hold FEED while switching it on: it prints how it is set';

/** The slip printer, from its line to its paper. */
export async function checkPrinter(probe: Probe, { acceptor, printer }: ExaminedConfig, signal: AbortSignal): Promise<Outcome> {
  switch (printer.kind) {
    case 'none':
      return fine('the configuration names none: no slip is printed, and claims are shown on the screen');
    case 'simulated':
      return fine(SIMULATED);
    case 'escpos':
      return checkEscpos(probe, printer, acceptor, signal);
  }
}

async function checkEscpos(
  probe: Probe,
  printer: EscposConfig,
  acceptor: ExaminedConfig['acceptor'],
  signal: AbortSignal,
): Promise<Outcome> {
  if (printer.path !== undefined) {
    const line = await judgeSerialLine(probe, printer.path, { part: 'slip printer', member: 'printer.path' });
    if (line !== null) return line;
    const acceptorPath = 'path' in acceptor ? acceptor.path : null;
    if (acceptorPath !== null && (await isSameDevice(probe, printer.path, acceptorPath))) {
      return fault(
        `${printer.path} (printer.path) and ${acceptorPath} (acceptor.path) are one device`,
        `give each its own line: ls -l ${STABLE_NAMES}`,
      );
    }
  }
  const asked = await probe.printer(printer, signal);
  return asked.ok ? judgeStatus(printerPlace(printer), asked.value) : judgeSilence(printer, asked.error);
}

function judgeStatus(place: string, status: PrinterStatus): Outcome {
  const cause = obstacle(status);
  if (cause !== null) return fault(`${place}: ${cause.detail}`, remedyFor(status));
  if (status.paper === 'low') return warning(`${place}: a printer is there, the paper ends soon`, 'have a new roll ready');
  return fine(`${place}: a printer is there and has paper`);
}

/** In the order in which obstacles are told. */
function remedyFor(status: PrinterStatus): string {
  if (status.coverOpen) return 'close the cover';
  if (status.cutterError || status.mechanicalError)
    return 'open the cover, take out what is stuck, close it, and switch the printer off and on';
  if (status.unrecoverableError) return 'switch the printer off and on; if it stays so, exchange it';
  if (status.paper === 'out') return 'put a new roll in, and close the cover';
  if (status.autoRecoverableError) return 'wait until the print head has cooled down, then ask again';
  return 'let go of the feed button, then ask again';
}

function judgeSilence(printer: EscposConfig, { kind, detail }: NoAnswer): Outcome {
  const place = printerPlace(printer);
  const { path, host } = printer;
  if (kind === 'not-in-turn') {
    return fault(
      `${place}: a printer is there, but it never says that it has printed (${detail}): every slip would count as not printed`,
      'switch its GS r (transmit status) on, or exchange it for one that has the command',
    );
  }
  if (path !== undefined) {
    if (kind === 'unreachable') return fault(`${path} cannot be opened: ${detail}`, remedyForHolder(path));
    const { baudRate = PRINTER_BAUD } = printer;
    return fault(
      `${path} opens, but no printer answers (${detail})`,
      `switch the printer on, check its cable, and set it to ESC/POS, ${baudRate} baud, 8 data bits, no parity (${SELF_TEST})`,
    );
  }
  if (kind === 'unreachable')
    return fault(`no printer at ${place}: ${detail}`, `ping -c 3 ${host}; check its power, its cable and its address (${SELF_TEST})`);
  return fault(
    `${place} takes the call, but no printer answers (${detail})`,
    `is it a printer, set to ESC/POS, and nobody else's? (${SELF_TEST})`,
  );
}

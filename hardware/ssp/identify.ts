import type { CashFault } from '../ports/cashAcceptor.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { command } from './commands.ts';
import { decodeCounters, type SspCounters } from './counters.ts';
import { type Dataset, decodeSetup } from './dataset.ts';
import type { ExchangeFault, SspExchange } from './exchange.ts';
import { type GenericReply, genericReply } from './genericReply.ts';
import { PROTOCOLS } from './limits.ts';

/** Who is at the other end of the line. */
export interface UnitIdentity {
  /** Decimal. */
  readonly serial: string;
  readonly dataset: Dataset;
}

/** What an exchange that failed says of the unit. */
export function unreachable(fault: ExchangeFault): CashFault & { readonly kind: 'no-line' | 'offline' } {
  return { kind: fault.kind === 'line' ? 'no-line' : 'offline', detail: fault.detail };
}

function refused(detail: string): Result<never, CashFault> {
  return fail({ kind: 'refused', detail });
}

/** A command whose whole reply matters, and how it was answered in general. */
async function ask(
  exchange: SspExchange,
  data: Uint8Array,
): Promise<Result<{ readonly generic: GenericReply | null; readonly reply: Uint8Array }, CashFault>> {
  const sent = await exchange.send(data, (reply) => ({ generic: genericReply(reply), reply }));
  return sent.ok ? sent : fail(unreachable(sent.error));
}

/**
 * Start-up order of GA138: host protocol (8, one down when the unit says no, never below 7), serial number, setup.
 * Whatever the unit says of itself that does not fit Taiwan or itself is `refused`.
 */
export async function identify(exchange: SspExchange): Promise<Result<UnitIdentity, CashFault>> {
  const agreed = await agreeOnProtocol(exchange);
  if (!agreed.ok) return agreed;
  const number = await ask(exchange, command('serialNumber'));
  if (!number.ok) return number;
  const { reply } = number.value;
  if (number.value.generic !== 'ok' || reply.length !== 5) return refused('the unit does not tell its serial number');
  const serial = String(new DataView(reply.buffer, reply.byteOffset).getUint32(1, false));
  const setup = await ask(exchange, command('setupRequest'));
  if (!setup.ok) return setup;
  if (setup.value.generic !== 'ok') return refused(`the unit does not describe itself: ${setup.value.generic ?? 'no generic reply'}`);
  const dataset = decodeSetup(setup.value.reply);
  if (!dataset.ok) return refused(dataset.error);
  if (dataset.value.protocol < PROTOCOLS.lowest || dataset.value.protocol > PROTOCOLS.highest) {
    return refused(`agreed on protocol ${agreed.value}, but the unit speaks ${dataset.value.protocol}`);
  }
  return ok({ serial, dataset: dataset.value });
}

async function agreeOnProtocol(exchange: SspExchange): Promise<Result<number, CashFault>> {
  for (let version: number = PROTOCOLS.highest; version >= PROTOCOLS.lowest; version -= 1) {
    const answered = await ask(exchange, command('hostProtocol', version));
    if (!answered.ok) return answered;
    const { generic } = answered.value;
    if (generic === 'ok') return ok(version);
    if (generic === 'key-not-set') return refused('the unit speaks with encryption only');
    if (generic !== 'fail') return refused(`the unit does not agree on a protocol: ${generic ?? 'no generic reply'}`);
  }
  return refused(`the unit does not speak protocol ${PROTOCOLS.lowest}`);
}

/**
 * Lifetime counters; null when the unit does not know the command, as a stand-alone NV200 may not, or tells them in a
 * layout that is not known: then it counts for somebody else.
 */
export async function readCounters(exchange: SspExchange): Promise<Result<SspCounters | null, CashFault>> {
  const answered = await ask(exchange, command('getCounters'));
  return answered.ok ? ok(decodeCounters(answered.value.reply)) : answered;
}

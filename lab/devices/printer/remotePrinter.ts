import { createConnection } from 'node:net';
import { fonts } from '../../../hardware/ports/fonts.ts';
import { serveUnixSocket, type UnixServer } from '../wire/unixServer.ts';
import { lineChannel } from '../wire/lineChannel.ts';
import type { PaperState, PrinterFault, ReceiptPrinter, Slip, SlipLine } from '../../../hardware/ports/receiptPrinter.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';

/**
 * A printer in another process, over a unix socket. Each call is a connection of its own: one line with the request,
 * one with its result. A printer that cannot be reached, or ends before it has answered, is `offline`.
 */

type Request = { readonly call: 'get-paper' } | { readonly call: 'print'; readonly slip: Slip };

export function createRemotePrinter(socketPath: string): ReceiptPrinter {
  return {
    getPaper: async () => {
      const answer = await ask(socketPath, { call: 'get-paper' });
      if (!answer.ok) return answer;
      return isPaperState(answer.value) ? ok(answer.value) : fail(notUnderstood);
    },
    print: async (slip) => {
      const answer = await ask(socketPath, { call: 'print', slip });
      return answer.ok ? ok() : answer;
    },
  };
}

/** Lets other processes reach `printer`. @throws Error when the address cannot be used. */
export function servePrinter(socketPath: string, printer: ReceiptPrinter): Promise<UnixServer> {
  return serveUnixSocket(socketPath, (socket) => {
    const channel = lineChannel(socket);
    channel.onMessage((value) => {
      if (!isRequest(value)) return channel.close();
      const answer: Promise<Result<unknown, PrinterFault>> = value.call === 'print' ? printer.print(value.slip) : printer.getPaper();
      answer.then(
        (result) => channel.post(result),
        () => channel.close(),
      );
    });
  });
}

function ask(socketPath: string, request: Request): Promise<Result<unknown, PrinterFault>> {
  return new Promise((resolve) => {
    const channel = lineChannel(createConnection(socketPath));
    channel.onMessage((value) => {
      resolve(isResult(value) ? value : fail(notUnderstood));
      channel.close();
    });
    // Resolving again after an answer changes nothing.
    channel.onClose(() => resolve(fail({ kind: 'offline', detail: 'the printer cannot be reached' })));
    channel.post(request);
  });
}

const notUnderstood: PrinterFault = { kind: 'offline', detail: 'the answer was not understood' };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isPaperState(value: unknown): value is PaperState {
  return value === 'full' || value === 'low' || value === 'out' || value === 'unknown';
}

function isFault(value: unknown): value is PrinterFault {
  if (!isObject(value) || typeof value['detail'] !== 'string') return false;
  return value['kind'] === 'paper-out' || value['kind'] === 'offline' || value['kind'] === 'jammed';
}

function isResult(value: unknown): value is Result<unknown, PrinterFault> {
  return isObject(value) && (value['ok'] === true || (value['ok'] === false && isFault(value['error'])));
}

function isRequest(value: unknown): value is Request {
  if (!isObject(value)) return false;
  return value['call'] === 'get-paper' || (value['call'] === 'print' && isSlip(value['slip']));
}

function isSlip(value: unknown): value is Slip {
  if (!isObject(value) || typeof value['id'] !== 'string') return false;
  return Object.keys(fonts).some((font) => font === value['font']) && Array.isArray(value['lines']) && value['lines'].every(isSlipLine);
}

function isSlipLine(value: unknown): value is SlipLine {
  if (!isObject(value)) return false;
  switch (value['kind']) {
    case 'title':
    case 'text':
    case 'qr':
      return typeof value['text'] === 'string';
    case 'pair':
      return typeof value['label'] === 'string' && typeof value['value'] === 'string';
    default:
      return value['kind'] === 'rule';
  }
}

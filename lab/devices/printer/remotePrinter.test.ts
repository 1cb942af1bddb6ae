import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveUnixSocket, type UnixServer } from '../wire/unixServer.ts';
import type { PrinterFault, ReceiptPrinter, Slip } from '../../../hardware/ports/receiptPrinter.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';
import { createRemotePrinter, servePrinter } from './remotePrinter.ts';

const slip: Slip = {
  id: 's1',
  font: 'noto-sans-tc',
  lines: [{ kind: 'title', text: '加值' }, { kind: 'pair', label: 'Added', value: '100' }, { kind: 'rule' }, { kind: 'qr', text: 'K15' }],
};

let folder: string;
let path: string;
const servers: UnixServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-printer-'));
  path = join(folder, 'printer.sock');
});

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await rm(folder, { recursive: true });
});

async function serve(result: Result<void, PrinterFault>): Promise<Slip[]> {
  const printed: Slip[] = [];
  const printer: ReceiptPrinter = {
    getPaper: () => Promise.resolve(ok('low')),
    print: (received) => {
      printed.push(received);
      return Promise.resolve(result);
    },
  };
  servers.push(await servePrinter(path, printer));
  return printed;
}

it('prints in the other process and tells the paper', async () => {
  const printed = await serve(ok());
  const printer = createRemotePrinter(path);
  expect(await printer.print(slip)).toEqual({ ok: true, value: undefined });
  expect(printed).toEqual([slip]);
  expect(await printer.getPaper()).toEqual({ ok: true, value: 'low' });
});

it('passes a fault on as it is', async () => {
  const fault: PrinterFault = { kind: 'jammed', detail: 'cutter' };
  await serve(fail(fault));
  expect(await createRemotePrinter(path).print(slip)).toEqual({ ok: false, error: fault });
});

it('is offline while nobody is there, and back as soon as somebody is', async () => {
  const printer = createRemotePrinter(path);
  expect(await printer.print(slip)).toMatchObject({ ok: false, error: { kind: 'offline' } });
  await serve(ok());
  expect(await printer.print(slip)).toMatchObject({ ok: true });
});

it.each(['', 'nonsense\n', '{"ok":false,"error":"paper"}\n'])('is offline when the other side ends or answers %j', async (answer) => {
  servers.push(
    await serveUnixSocket(path, (socket) => {
      socket.on('data', () => socket.end(answer));
    }),
  );
  expect(await createRemotePrinter(path).print(slip)).toMatchObject({ ok: false, error: { kind: 'offline' } });
});

it('does not print what is no slip', async () => {
  const printed = await serve(ok());
  // What a program of another version might send: a line of a kind that does not exist here.
  const strange = { id: 's2', font: 'noto-sans-tc', lines: [{ kind: 'picture', text: 'x' }] } as unknown as Slip;
  expect(await createRemotePrinter(path).print(strange)).toMatchObject({ ok: false, error: { kind: 'offline' } });
  expect(printed).toEqual([]);
});

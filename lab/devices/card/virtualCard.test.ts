import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../hardware/ports/hex.ts';
import { settle, VirtualClock } from '../virtualClock.ts';
import { preparedCards } from './preparedCards.ts';
import { SimulatedCard } from './simulatedCard.ts';
import { SimulatedReader } from './simulatedReader.ts';
import { VirtualCard } from './virtualCard.ts';

/** The driver's side of one connection: collects what the card says. */
class Driver {
  readonly socket: Socket;
  #heard = '';
  #wake: () => void = () => undefined;
  #gone = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#heard += chunk.toString('hex');
      this.#wake();
    });
    socket.on('close', () => {
      this.#gone = true;
      this.#wake();
    });
  }

  send(hex: string): void {
    this.socket.write(fromHex(hex));
  }

  /** Waits until everything heard so far is exactly this, and forgets it. */
  async hears(hex: string): Promise<void> {
    while (this.#heard.length < hex.length && !this.#gone) await this.#more();
    expect(this.#heard).toBe(hex);
    this.#heard = '';
  }

  /** Waits for the end of the connection; answers what was heard before. */
  async ends(): Promise<string> {
    while (!this.#gone) await this.#more();
    return this.#heard;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

describe('a virtual card', () => {
  let server: Server;
  let port: number;
  let clock: VirtualClock;
  let reader: SimulatedReader;
  let virtual: VirtualCard;
  const card = (index: number): SimulatedCard => new SimulatedCard(preparedCards(clock.wallMs())[index]?.image ?? new Uint8Array());
  const connection = async (): Promise<Driver> => {
    const [socket] = await once(server, 'connection');
    return new Driver(socket);
  };

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    clock = new VirtualClock();
    reader = new SimulatedReader({ clock });
    virtual = new VirtualCard({ reader, clock, port });
  });
  afterEach(async () => {
    virtual.stop();
    server.close();
    await once(server, 'close');
  });

  it('is there while it lies on the reader', async () => {
    const first = connection();
    reader.place(card(0));
    const driver = await first;
    driver.send('000101 000104');
    await driver.hears(`0014${toHex(card(0).atr)}`);
    driver.send('0005ffca000000');
    await driver.hears('000608a000019000');
    const next = connection();
    reader.place(card(1));
    expect(await driver.ends()).toBe('');
    const second = await next;
    second.send('0005ffca000000');
    await second.hears('000608a000029000');
    reader.remove();
    expect(await second.ends()).toBe('');
  });

  it('pays the byte it sent early with its next reply, or before it leaves', async () => {
    const first = connection();
    reader.place(card(0));
    const driver = await first;
    driver.send('0005');
    await driver.hears('00');
    driver.send('ffca000000');
    await driver.hears('0608a000019000');
    driver.send('0005');
    await driver.hears('00');
    reader.remove();
    expect(await driver.ends()).toBe('00');
  });

  it('gives an answer that the card still gave before it left', async () => {
    const first = connection();
    reader.place(card(0));
    const driver = await first;
    reader.faults.failNext('acknowledged-but-torn');
    driver.send('0005ffca000000');
    expect(await driver.ends()).toBe('000608a000019000');
  });

  it('calls again when the driver has hung up', async () => {
    const first = connection();
    reader.place(card(0));
    const driver = await first;
    const again = connection();
    driver.socket.destroy();
    await driver.ends();
    while (clock.pending === 0) await settle();
    clock.runNext();
    const second = await again;
    second.send('000104');
    await second.hears(`0014${toHex(card(0).atr)}`);
  });
});

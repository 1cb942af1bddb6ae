import { parseArgs } from 'node:util';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { readImageFile } from './cardImageFile.ts';
import { cardAsFields, cardInWords } from './cardText.ts';
import type { Edition } from './edition.ts';
import { EXIT, readCardOnReader } from './liveCard.ts';

const USAGE = `usage: kiosk card --reader NAME | --config FILE [--wait SECONDS] [--json]   the card on a PC/SC reader
       kiosk card --image FILE [--json]                                     a card image`;

/** Seconds for which a card is waited for. Our choice: time to take one out of a bag. */
const WAIT_S = '10';

const options = {
  image: { type: 'string' },
  reader: { type: 'string' },
  config: { type: 'string' },
  wait: { type: 'string', default: WAIT_S },
  json: { type: 'boolean', default: false },
} as const;

/**
 * Says what a card holds: one on a reader, or an image of one. Reading is tolerant; the card number is not printed.
 * @returns 0, or what {@link EXIT} says of the card on the reader
 * @throws Error when the command, a file or the configuration is wrong (exit code 2)
 */
export async function card(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { image, reader, config, json } = values;
  const asked = [image, reader].filter((each) => each !== undefined);
  if (asked.length > 1 || (asked.length === 0 && config === undefined)) throw new RangeError(USAGE);
  const print = (facts: CardFacts): void => {
    process.stdout.write(`${json ? JSON.stringify(cardAsFields(facts)) : cardInWords(facts)}\n`);
  };
  if (image !== undefined) {
    const { facts, doubt } = await readImageFile(image);
    print(facts);
    if (doubt !== null) process.stderr.write(`${image}: the balance is in doubt: ${doubt}\n`);
    return 0;
  }
  const read = await readCardOnReader({
    reader,
    machine: config === undefined ? null : edition.readerOf(config),
    waitMs: milliseconds(values.wait),
  });
  if (read.ok) {
    print(read.value);
    return 0;
  }
  const { fault, detail } = read.error;
  if (json) process.stdout.write(`${JSON.stringify({ fault, detail })}\n`);
  else process.stderr.write(`${detail}\n`);
  return EXIT[fault];
}

function milliseconds(seconds: string): number {
  const value = Number(seconds);
  if (!/^\d+$/.test(seconds) || value < 1 || value > 3_600) throw new RangeError(`--wait ${seconds}: whole seconds, 1 to 3600`);
  return value * 1_000;
}

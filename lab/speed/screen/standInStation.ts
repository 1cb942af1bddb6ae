import { createActor, SimulatedClock } from 'xstate';
import { dollars } from '../../../hardware/ports/dollars.ts';
import type { Effect } from '../../../machines/flows/effects.ts';
import { createVisitMachine } from '../../../machines/flows/visit/visit.ts';
import type { VisitEvent } from '../../../machines/flows/visit/visitEvents.ts';
import type { Intent } from '../../../machines/view/intent.ts';
import { acceptedEvent } from '../../../machines/view/controls.ts';
import { project } from '../../../machines/view/project.ts';
import type { View } from '../../../machines/view/view.ts';
import { makeCard } from '../../world/worldCards.ts';
import { cardReaderBench } from '../../devices/card/cardReaderBench.ts';

/** The machines of a station and their Views, without anything that a station spends time on: what is measured is the screen. */
export class StandInStation {
  /** 2026-05-12 10:00 in Taipei. */
  static readonly nowMs = Date.parse('2026-05-12T10:00:00+08:00');
  readonly #show: (view: View) => void;
  readonly #effects: Effect[] = [];
  readonly #actor = createActor(
    createVisitMachine((effect) => this.#effects.push(effect)),
    { input: { language: 'zh-Hant', hasIssuer: false }, clock: new SimulatedClock() },
  );
  #seq = 0;

  constructor(show: (view: View) => void) {
    this.#show = show;
    this.#actor.start();
    for (const event of [
      { type: 'READER.ONLINE' },
      { type: 'CASH.READY', denominations: [100, 200, 500, 1_000].map(dollars) },
      { type: 'STATION.RECOVERED' },
    ] as const)
      this.#actor.send(event);
  }

  view(): View {
    const { deadline: _, ...picture } = project(this.#actor.getSnapshot(), { station: '市政府', machine: 'BL18-03' }, '2026-05-12');
    return { bootId: 'stand-in', seq: this.#seq, ...picture, deadline: null };
  }

  say(event: VisitEvent): void {
    this.#actor.send(event);
    this.#seq += 1;
    this.#show(this.view());
  }

  press({ verb, arg }: Intent): void {
    const event = acceptedEvent(this.#actor.getSnapshot(), verb, arg);
    if (event !== null) this.say(event);
  }

  /** A card is laid down, looked at and taken away again. */
  async visit(): Promise<void> {
    const { reader, cardReader, clock, run } = cardReaderBench();
    reader.place(makeCard('ordinary', StandInStation.nowMs, 1));
    await clock.advanceAsync(0);
    const read = await run(cardReader.readCard());
    if (!read.ok) throw new Error(read.error.detail);
    this.say({ type: 'CARD.PLACED' });
    const ticket = this.#actor.getSnapshot().context.ticket;
    this.say({ type: 'PURSE.READ', ticket, purse: read.value });
    this.say({ type: 'CARD.READ', ticket, facts: read.value, atMs: StandInStation.nowMs, credit: null, open: [] });
    this.say({ type: 'CASH.OPENED' });
    this.say({ type: 'CARD.REMOVED' });
    this.say({ type: 'CASH.CLOSED' });
  }
}

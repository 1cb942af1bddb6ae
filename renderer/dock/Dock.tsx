import { type ReactNode, useLayoutEffect, useState } from 'react';
import type { DockActFault, DockCard, DockCommand, DockJournalRecord, DockSlip, DockState } from '../../link/dock.ts';
import type { DockPicture, DockStore } from '../store/dockStore.ts';
import { useSelected } from '../store/useSelected.ts';
import style from './Dock.module.css';

type Send = (command: DockCommand) => void;

/** Denominations of NT$ notes in circulation. */
const NOTES = [100, 200, 500, 1000, 2000];

/** Blocks at which the card may be pulled (a top-up has three blocks to write, a period pass that takes autoload ten). */
const PULL_BLOCKS = Array.from({ length: 10 }, (_, index) => index + 1);

function whole(picture: DockPicture): DockPicture {
  return picture;
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={style.group}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface KeyProps {
  readonly testId: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
  /** On, as a switch is on. */
  readonly on?: boolean;
  /** Would be refused; can still be tried. */
  readonly faint?: boolean;
  readonly danger?: boolean;
}

function Key({ testId, onPress, children, on, faint = false, danger = false }: KeyProps) {
  return (
    <button
      type="button"
      className={style.key}
      data-testid={testId}
      aria-pressed={on}
      data-faint={faint}
      data-danger={danger}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

function Cards({ cards, send }: { readonly cards: DockState['cards']; readonly send: Send }) {
  const key = ({ id, label, balance, placed }: DockCard) => (
    <Key key={id} testId={`dock-place-${id}`} on={placed} onPress={() => send({ do: 'place-card', card: id })}>
      <span>{label}</span>
      <span className={style.figure}>{`NT$${balance}`}</span>
    </Key>
  );
  const ofGroup = (group: DockCard['group']) => cards.filter((card) => card.group === group).map(key);
  const damaged = ofGroup('damaged');
  return (
    <Group title="Cards">
      <div className={style.cards}>
        {ofGroup('sound')}
        {damaged.length > 0 && <h3>Damaged</h3>}
        {damaged}
      </div>
      <div className={style.keys}>
        <Key testId="dock-remove" onPress={() => send({ do: 'remove-card' })}>
          Take the card
        </Key>
        <Key testId="dock-lay-beside" onPress={() => send({ do: 'lay-beside' })}>
          Lay another card beside
        </Key>
        <PullWhileWriting send={send} />
      </div>
    </Group>
  );
}

/** The next card write is cut; chosen is after which of its blocks, or within which. */
function PullWhileWriting({ send }: { readonly send: Send }) {
  const [block, setBlock] = useState(1);
  const [within, setWithin] = useState(false);
  return (
    <div className={style.choice}>
      <Key
        testId="dock-pull-while-writing"
        onPress={() => send({ do: 'pull-card-while-writing', block, when: within ? 'within' : 'after' })}
      >
        Pull card while writing
      </Key>
      <label>
        block{' '}
        <select data-testid="dock-pull-block" value={block} onChange={({ target }) => setBlock(Number(target.value))}>
          {PULL_BLOCKS.map((count) => (
            <option key={count}>{count}</option>
          ))}
        </select>
      </label>
      <label>
        <input type="checkbox" data-testid="dock-pull-within" checked={within} onChange={({ target }) => setWithin(target.checked)} /> half
        written
      </label>
    </div>
  );
}

function Cash({ acceptor, send }: { readonly acceptor: DockState['acceptor']; readonly send: Send }) {
  return (
    <Group title={`Notes · ${acceptor.notesKept} kept · unit ${acceptor.power}${acceptor.jammed ? ' · jammed' : ''}`}>
      <div className={style.notes}>
        {NOTES.map((value) => (
          <Key
            key={value}
            testId={`dock-note-${value}`}
            faint={!acceptor.accepts.includes(value)}
            onPress={() => send({ do: 'insert-note', value })}
          >
            <span className={style.figure} data-value={value}>
              {value}
            </span>
          </Key>
        ))}
      </div>
      <div className={style.keys}>
        <Key testId="dock-jam" onPress={() => send({ do: 'jam-next-note' })}>
          Jam next note
        </Key>
        <Key testId="dock-clear-jam" faint={!acceptor.jammed} onPress={() => send({ do: 'clear-jam' })}>
          Clear jam
        </Key>
        <Key
          testId="dock-note-unit"
          on={acceptor.power === 'on'}
          onPress={() => send({ do: 'note-unit', power: acceptor.power === 'on' ? 'off' : 'on' })}
        >
          Note unit plugged in
        </Key>
      </div>
    </Group>
  );
}

function Machine({ paper, operatorSwitch, door, send }: Pick<DockState, 'paper' | 'operatorSwitch' | 'door'> & { readonly send: Send }) {
  return (
    <Group title="Machine">
      <div className={style.keys}>
        <Key testId="dock-paper-full" on={paper === 'full'} onPress={() => send({ do: 'paper', paper: 'full' })}>
          Paper full
        </Key>
        <Key testId="dock-paper-out" on={paper === 'out'} onPress={() => send({ do: 'paper', paper: 'out' })}>
          Paper out
        </Key>
        <Key testId="dock-operator-run" on={operatorSwitch === 'run'} onPress={() => send({ do: 'operator-switch', position: 'run' })}>
          Run
        </Key>
        <Key
          testId="dock-operator-maintenance"
          on={operatorSwitch === 'maintenance'}
          onPress={() => send({ do: 'operator-switch', position: 'maintenance' })}
        >
          Maintenance
        </Key>
        <Key testId="dock-door-closed" on={door === 'closed'} onPress={() => send({ do: 'door', door: 'closed' })}>
          Door closed
        </Key>
        <Key testId="dock-door-open" on={door === 'open'} onPress={() => send({ do: 'door', door: 'open' })}>
          Door open
        </Key>
      </div>
      <Key testId="dock-cut-power" danger onPress={() => send({ do: 'cut-power' })}>
        Cut the power
      </Key>
    </Group>
  );
}

function Network({ network, send }: Pick<DockState, 'network'> & { readonly send: Send }) {
  return (
    <Group title="Network to the issuer">
      <div className={style.keys}>
        <Key testId="dock-network-up" on={network === 'up'} onPress={() => send({ do: 'network', network: 'up' })}>
          Network up
        </Key>
        <Key testId="dock-network-cut" on={network === 'cut'} onPress={() => send({ do: 'network', network: 'cut' })}>
          Cut the network
        </Key>
      </div>
      <FailNextAct send={send} />
    </Group>
  );
}

const ACT_FAULTS: Readonly<Record<DockActFault, string>> = {
  'answer-lost': 'answer lost',
  'request-lost': 'request lost',
  late: 'answered too late',
  overtaken: 'overtaken by the next request',
  twice: 'arrives twice',
  'server-error': 'status 503',
  garbage: 'answered with garbage',
  switched: 'protocols switched (101)',
};

/** The wire fails the next request about an act; chosen is how. */
function FailNextAct({ send }: { readonly send: Send }) {
  const [fault, setFault] = useState<DockActFault>('answer-lost');
  return (
    <div className={style.choice}>
      <Key testId="dock-fail-next-act" onPress={() => send({ do: 'fail-next-act', fault })}>
        Fail the next act
      </Key>
      {/* Its options are the keys of the table. */}
      <select data-testid="dock-act-fault" value={fault} onChange={({ target }) => setFault(target.value as DockActFault)}>
        {Object.entries(ACT_FAULTS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Slip({ slip }: { readonly slip: DockSlip }) {
  return (
    <div className={style.slip} data-testid="dock-slip" lang="zh-Hant">
      {slip.lines.map(({ kind, text, label, value }, line) => (
        // Lines of a printed slip never move: their place is their identity.
        <p key={line} data-kind={kind}>
          {label !== undefined && <span>{label}</span>}
          <span>{value ?? text}</span>
        </p>
      ))}
    </div>
  );
}

function Journal({ tail }: { readonly tail: readonly DockJournalRecord[] }) {
  return (
    <ol className={style.journal}>
      {tail.map(({ seq, txn, kind, summary }) => (
        <li key={seq} data-testid="dock-journal-record">
          <span className={style.seq}>{seq}</span>
          <span className={style.kind}>{kind}</span>
          <span>{txn === null ? summary : `${summary} · ${txn}`}</span>
        </li>
      ))}
    </ol>
  );
}

/**
 * What a passenger's hands would do, for those who have no machine: cards, notes, mishaps. Only simulated
 * configurations offer it. English and plain: it is for people who write software.
 */
export default function Dock({ dock, command }: { readonly dock: DockStore; readonly command: Send }) {
  const { state, journal } = useSelected(dock, whole);
  const [open, setOpen] = useState(false);
  // A wide window has room beside the screen; the style sheet decides.
  useLayoutEffect(() => {
    document.documentElement.dataset.dock = open ? 'open' : 'closed';
    return () => {
      delete document.documentElement.dataset.dock;
    };
  }, [open]);
  if (state === null) return null;
  const newest = state.slips[0];
  return (
    <aside className={style.dock} data-open={open} aria-label="Simulated machine" lang="en">
      <button
        type="button"
        className={style.handle}
        data-testid="dock-handle"
        aria-expanded={open}
        aria-label={open ? 'Close the dock' : 'Open the dock'}
        onClick={() => setOpen(!open)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={open ? 'M5 2 L11 8 L5 14' : 'M11 2 L5 8 L11 14'} />
        </svg>
      </button>
      <div className={style.drawer} hidden={!open}>
        <h1>Simulated machine</h1>
        <Cards cards={state.cards} send={command} />
        <Cash acceptor={state.acceptor} send={command} />
        <Machine paper={state.paper} operatorSwitch={state.operatorSwitch} door={state.door} send={command} />
        <Network network={state.network} send={command} />
        <Group title="Last slip">{newest === undefined ? <p>Nothing was printed yet.</p> : <Slip slip={newest} />}</Group>
        <Group title="Journal">
          <Journal tail={journal} />
        </Group>
      </div>
    </aside>
  );
}

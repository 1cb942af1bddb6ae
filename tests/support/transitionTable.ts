import { type AnyMachineSnapshot, type AnyStateMachine, transition } from 'xstate';

/** A place to stand: a snapshot of the machine. */
export type Places = Readonly<Record<string, AnyMachineSnapshot>>;
/** What may come, each under a name that tells it from others of its type. */
export type Events = Readonly<Record<string, { readonly type: string }>>;

/**
 * What comes of every event at every place, a line for each that the place has a row for:
 * `place: event -> where it stands then, the facts that changed, the effects, what a flow is told, and whether a time-out starts again`. `-`: ignored.
 */
export function transitionTable(machine: AnyStateMachine, places: Places, events: Events): string {
  return Object.entries(places)
    .flatMap(([place, from]) =>
      Object.entries(events).flatMap(([name, event]) => {
        if (machine.getTransitionData(from, event).length === 0) return [];
        return [`${place}: ${name} -> ${from.can(event) ? outcome(machine, from, event) : '-'}`];
      }),
    )
    .join('\n');
}

function outcome(machine: AnyStateMachine, from: AnyMachineSnapshot, event: { readonly type: string }): string {
  const [to, executable] = transition(machine, from, event);
  const actions: readonly { readonly type: string; readonly params?: unknown }[] = executable;
  const changed = Object.keys(to.context).filter((key) => JSON.stringify(to.context[key]) !== JSON.stringify(from.context[key]));
  const effects = actions.flatMap(({ type, params }) => (type === 'perform' ? [(params as { do: string }).do] : []));
  const told = actions.flatMap(({ type, params }) =>
    type === 'xstate.sendTo' ? [`tells ${(params as { event: { type: string } }).event.type}`] : [],
  );
  const restarts = actions.some(({ type }) => type === 'xstate.cancel') ? ['time-out'] : [];
  return [standing(to.value), ...changed, ...effects, ...told, ...restarts].join(', ');
}

function standing(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.values(value as object)
    .map(standing)
    .join(' ');
}

import { EventEmitter } from 'node:events';
import { declaredEvent, declaresMember } from './electronDeclarations.ts';

/**
 * Emits as a class of Electron's does. Listening for an event that Electron does not declare for that class is an error,
 * and so is emitting one, or one with another number of arguments: a fake must not imitate what does not exist.
 */
export class DeclaredEmitter extends EventEmitter {
  readonly #declaredAs: string;

  /** @param declaredAs the class in Electron's declarations */
  constructor(declaredAs: string) {
    super();
    this.#declaredAs = declaredAs;
  }

  override on(event: string, listener: (...args: unknown[]) => void): this {
    this.#argumentsOf(event);
    return super.on(event, listener);
  }

  override once(event: string, listener: (...args: unknown[]) => void): this {
    this.#argumentsOf(event);
    return super.once(event, listener);
  }

  override emit(event: string, ...args: unknown[]): boolean {
    const expected = this.#argumentsOf(event);
    if (expected !== args.length) throw new Error(`${this.#declaredAs} emits "${event}" with ${expected} arguments, not ${args.length}`);
    return super.emit(event, ...args);
  }

  #argumentsOf(event: string): number {
    const count = declaredEvent(this.#declaredAs, event);
    if (count === null) throw new Error(`Electron's ${this.#declaredAs} has no event "${event}"`);
    return count;
  }
}

/** The same part, but touching a member that Electron does not declare for the class `declaredAs` is an error. */
export function declared<Part extends object>(declaredAs: string, part: Part): Part {
  return new Proxy(part, {
    get: (target, name) => {
      if (typeof name === 'string') checkDeclared(declaredAs, [name]);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (...args: unknown[]): unknown => Reflect.apply(value, target, args) : value;
    },
  });
}

/** @throws Error when Electron's `declaredAs`, a class or the type of some options, has no such member. */
export function checkDeclared(declaredAs: string, members: readonly string[]): void {
  for (const member of members) {
    if (!declaresMember(declaredAs, member)) throw new Error(`Electron's ${declaredAs} has no "${member}"`);
  }
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Expression, type ModuleItem, type Pattern, parseSync, type TsEntityName, type TsFnParameter, type TsType } from '@swc/core';

/** A class or an interface that Electron declares. */
interface Declared {
  readonly members: Set<string>;
  /** Events by name, with the number of arguments that their listeners are called with. */
  readonly events: Map<string, number>;
  readonly parents: readonly string[];
}

type Declarations = ReadonlyMap<string, Declared>;

/** Read once per process: it is more than a megabyte. */
let whole: Declarations | undefined;

function declarations(): Declarations {
  // Electron itself must not be imported, not even to ask where it lies: that starts a download.
  const folder = join(createRequire(import.meta.url).resolve('electron/package.json'), '..');
  whole ??= readDeclarations(readFileSync(join(folder, 'electron.d.ts'), 'utf8'));
  return whole;
}

/** Whether Electron's class or interface `name`, or what it inherits from, has this member. */
export function declaresMember(name: string, member: string): boolean {
  return lineage(name).some(({ members }) => members.has(member));
}

/** With how many arguments Electron's class `name` calls a listener of this event; null when it declares no such event. */
export function declaredEvent(name: string, event: string): number | null {
  for (const { events } of lineage(name)) {
    const count = events.get(event);
    if (count !== undefined) return count;
  }
  return null;
}

function lineage(name: string): Declared[] {
  const declared = declarations().get(name);
  return declared === undefined ? [] : [declared, ...declared.parents.flatMap(lineage)];
}

function readDeclarations(text: string): Declarations {
  const found = new Map<string, Declared>();
  for (const item of parseSync(text, { syntax: 'typescript' }).body) {
    if (item.type !== 'TsModuleDeclaration' || item.body?.type !== 'TsModuleBlock' || item.id.value !== 'Electron') continue;
    for (const inner of item.body.body) readItem(inner, found);
  }
  return found;
}

function readItem(item: ModuleItem, found: Map<string, Declared>): void {
  if (item.type === 'ExportDeclaration') readItem(item.declaration, found);
  if (item.type === 'ClassDeclaration') {
    const declared = declare(found, item.identifier.value, item.superClass ? [nameOf(item.superClass)] : []);
    for (const member of item.body) {
      if (member.type === 'ClassProperty') addMember(declared, member.key);
      if (member.type === 'ClassMethod')
        addMethod(
          declared,
          member.key,
          member.function.params.map(({ pat }) => pat),
        );
    }
  }
  if (item.type === 'TsInterfaceDeclaration') {
    const declared = declare(
      found,
      item.id.value,
      item.extends.map(({ expression }) => nameOf(expression)),
    );
    for (const member of item.body.body) {
      if (member.type === 'TsPropertySignature') addMember(declared, member.key);
      if (member.type === 'TsMethodSignature') addMethod(declared, member.key, member.params);
    }
  }
}

function declare(found: Map<string, Declared>, name: string, parents: readonly string[]): Declared {
  const before = found.get(name);
  const declared = {
    members: before?.members ?? new Set<string>(),
    events: before?.events ?? new Map<string, number>(),
    parents: [...(before?.parents ?? []), ...parents],
  };
  found.set(name, declared);
  return declared;
}

function addMember({ members }: Declared, key: { readonly type: string }): void {
  const name = nameOf(key);
  if (name !== '') members.add(name);
}

/** Each event is an overload of `on`: its name as a literal, then the listener. */
function addMethod(declared: Declared, key: { readonly type: string }, parameters: readonly (Pattern | TsFnParameter)[]): void {
  addMember(declared, key);
  const [first, second] = parameters.map(typeOf);
  if (nameOf(key) !== 'on' || first?.type !== 'TsLiteralType' || first.literal.type !== 'StringLiteral') return;
  if (second?.type === 'TsFunctionType') declared.events.set(first.literal.value, second.params.length);
}

function typeOf(parameter: Pattern | TsFnParameter): TsType | null {
  const annotation = 'typeAnnotation' in parameter ? parameter.typeAnnotation : null;
  return annotation?.type === 'TsTypeAnnotation' ? annotation.typeAnnotation : null;
}

function nameOf(node: Expression | TsEntityName | { readonly type: string }): string {
  return 'value' in node && typeof node.value === 'string' ? node.value : '';
}

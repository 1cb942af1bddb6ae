import { expect, it } from 'vitest';
import type { Picture } from '../../machines/view/project.ts';
import { services } from '../../machines/words.ts';
import { servicePictures } from './serviceScenes.ts';
import { staffPictures } from './staffScenes.ts';

const LINE = 140;

/** JSON that breaks only where a line would be too long: a prompt or a control stays one line. */
function written(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value);
  if (indent.length + flat.length < LINE || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each) => `${inner}${written(each, inner)},\n`).join('')}${indent}]`;
  return `{\n${Object.entries(value)
    .map(([key, each]) => `${inner}${JSON.stringify(key)}: ${written(each, inner)},\n`)
    .join('')}${indent}}`;
}

/** A picture with the time that its sender puts in; what a voice says is what stands there. */
function essence(picture: Picture) {
  const { deadline } = picture;
  const { speech: spoken, ...rest } = picture;
  expect(spoken).toEqual(rest.prompts);
  return { ...rest, deadline: deadline === null ? null : { remainingMs: deadline.totalMs * 0.8, totalMs: deadline.totalMs } };
}

it.each([
  ['serviceViews', 'serviceScenes', servicePictures],
  ['staffViews', 'staffScenes', staffPictures],
] as const)('the fixtures of the renderer are what the machines say: %s', async (name, scenes, pictures) => {
  const views = Object.fromEntries(Object.entries(pictures()).map(([scene, picture]) => [scene, essence(picture)]));
  const file = [
    `// What the machines say in the scenes of tests/screens/${scenes}.ts. Written by its test: \`vitest -u\` writes it anew.`,
    "import type { Essence } from './essence.ts';",
    '',
    `export const ${name} = ${written(views)} as const satisfies Record<string, Essence>;`,
    '',
  ].join('\n');
  await expect(file).toMatchFileSnapshot(`../../renderer/fixtures/${name}.ts`);
});

it('shows every service', () => {
  const shown = new Set(Object.values(servicePictures()).map(({ service }) => service?.service));
  expect(services.filter((service) => !shown.has(service))).toEqual([]);
});

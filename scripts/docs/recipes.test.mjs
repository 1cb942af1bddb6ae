import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from '../setup/paths.mjs';

it('the recipes name files that exist', () => {
  const recipes = readFileSync(fromRoot('docs/recipes.md'), 'utf8');
  const places = [...recipes.matchAll(/`((?:[\w-]+\/)+[\w.-]*)`/g)].map(([, place]) => place);
  expect(places.length).toBeGreaterThan(20);
  const rooms = ['', 'machines/flows/', 'station/effects/', 'station/journal/', 'renderer/theme/', 'lab/issuer/', 'lab/world/'];
  expect(places.filter((place) => !rooms.some((room) => existsSync(fromRoot(`${room}${place}`))))).toEqual([]);
});

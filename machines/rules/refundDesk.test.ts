import { describe, expect, it } from 'vitest';
import { ask, clausesOf, pingtungCard, type Words } from './testing.ts';

const everything = ['number', 'name', 'photo'];
const good = { readable: true, appearance: 'normal', legible: everything, claimedBy: 'holder', desk: 'station' };
const desk = (question: Words): Words => ask('refundDesk', pingtungCard(), { ...good, ...question });

const returned = { newCard: false, cardReturned: true, needsIdNumber: false };
const byIdNumber = { newCard: false, cardReturned: true, needsIdNumber: true };
const replaced = { newCard: true, cardReturned: false, needsIdNumber: false };
const lost = { newCard: false, cardReturned: false, needsIdNumber: false, asLost: true };

describe('at a station', () => {
  it.each([
    ['a good card, its holder', {}, 'at-once', returned, 'R-004-24'],
    ['a good card, somebody for the holder', { claimedBy: 'agent' }, 'send-in', returned, 'R-004-24'],
    ['damaged, its number legible', { appearance: 'damaged', legible: ['number'] }, 'at-once', returned, 'R-004-25'],
    [
      'damaged, its number legible, somebody for the holder',
      { appearance: 'damaged', legible: ['number'], claimedBy: 'agent' },
      'send-in',
      returned,
      'R-004-24',
    ],
    ['damaged, its number not legible', { appearance: 'damaged', legible: ['name', 'photo'] }, 'send-in', byIdNumber, 'R-004-25'],
    ['damaged, nothing legible', { appearance: 'damaged', legible: [] }, 'send-in', byIdNumber, 'R-004-25'],
    ['unreadable, looks good', { readable: false }, 'send-in', replaced, 'R-004-26'],
    ['unreadable, its number legible', { readable: false, appearance: 'damaged' }, 'send-in', returned, 'R-004-27'],
    ['unreadable, only the name legible', { readable: false, appearance: 'damaged', legible: ['name'] }, 'send-in', byIdNumber, 'R-004-27'],
    [
      'unreadable, only the photo legible',
      { readable: false, appearance: 'damaged', legible: ['photo'] },
      'send-in',
      byIdNumber,
      'R-004-27',
    ],
  ])('%s: %3$s (R-004-24, R-004-25, R-004-26, R-004-27)', (_, question, where, fate, clause) => {
    const { clauses, ...answer } = desk(question);
    expect(answer).toEqual({ where, ...fate });
    expect(clauses).toContain(clause);
  });

  it.each([undefined, 0, 1])(
    'unreadable and nothing legible: lost, 20, the first time too, %s losses before (R-004-27, R-004-30)',
    (before) => {
      const { clauses, ...answer } = desk({ readable: false, appearance: 'damaged', legible: [], previousLosses: before });
      expect(answer).toEqual({ where: 'send-in', ...lost, lostFee: 20 });
      expect(clauses).toContain('R-004-27');
    },
  );
});

describe('at a township office everything is sent in and takes 21 days', () => {
  it.each([
    ['a good card', {}, returned],
    ['a good card, somebody for the holder', { claimedBy: 'agent' }, returned],
    ['damaged', { appearance: 'damaged', legible: ['name'] }, returned],
    ['unreadable, looks good', { readable: false }, replaced],
    ['unreadable, its number legible', { readable: false, appearance: 'damaged', legible: ['number'] }, returned],
    ['unreadable, only the photo legible', { readable: false, appearance: 'damaged', legible: ['photo'] }, byIdNumber],
  ])('%s (R-004-28)', (_, question, fate) => {
    const { clauses, ...answer } = desk({ ...question, desk: 'township' });
    expect(answer).toEqual({ where: 'send-in', ...fate, readyAfterDays: 21 });
    expect(clauses).toContain('R-004-28');
  });

  it.each([
    [undefined, 0],
    [0, 0],
    [1, 20],
    [4, 20],
  ])('nothing legible, %s losses before: lost, NT$%i, the first one free (R-004-28, R-004-30)', (previousLosses, lostFee) => {
    const answer = desk({ readable: false, appearance: 'damaged', legible: [], desk: 'township', previousLosses });
    expect(answer).toMatchObject({ where: 'send-in', ...lost, lostFee, readyAfterDays: 21 });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-004-28', 'R-004-27']));
  });
});

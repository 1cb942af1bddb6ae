import { describe, expect, it } from 'vitest';
import { contactOn, contacts, contactsOn, servedIssuers, mobileNumberOf } from './contacts.ts';
import { rulePacks } from './packs/rulePacks.ts';
import { inForce } from './rulePack.ts';

describe('contacts', () => {
  it('are known for every issuer that is served, under terms that are in force (R-003-01, R-003-02)', () => {
    for (const issuer of servedIssuers) {
      const contact = contactOn(issuer, '2026-11-21');
      const versions = rulePacks
        .filter((pack) => pack.issuer === issuer && inForce(pack, '2026-11-21'))
        .map((pack) => pack.contractVersion);
      // The manual of the iPASS cards has no version that could be named.
      if (issuer === 'ipass') expect(contact?.terms).toBeUndefined();
      else expect(versions).toContain(contact?.terms);
    }
  });

  it('answer day and night for EasyCard, from 7 to 23 for iPASS (R-003-46, R-002-32, R-004-41)', () => {
    expect(contactOn('easycard', '2026-11-21')).toMatchObject({ hotline: '412-8880', prefix: '02', hours: 'always' });
    expect(contactOn('ipass', '2026-11-21')).toMatchObject({ hotline: '(07)793-8888', hours: { from: '07:00', to: '23:00' } });
  });

  it('are dialled by mobiles with their area code (R-003-02, R-002-32)', () => {
    expect(contactsOn('2026-11-21').map(mobileNumberOf)).toEqual(['02-412-8880', '07-793-8888']);
  });

  it('name the issuer of the card first', () => {
    expect(contactsOn('2026-11-21', 'ipass').map(({ issuer }) => issuer)).toEqual(['ipass', 'easycard']);
    expect(contactsOn('2026-11-21').map(({ issuer }) => issuer)).toEqual(['easycard', 'ipass']);
  });

  it('hold from their date, and not before', () => {
    expect(contactOn('easycard', '2022-09-30')).toBeUndefined();
    expect(contactOn('easycard', '2022-10-01')).toBe(contacts[0]);
  });
});

import { accountLinkPage } from './accountLinkPage.ts';
import { easyCardTermsService } from './easyCardTermsService.ts';
import { easyCardTermsValue } from './easyCardTermsValue.ts';
import { firstBankTerms } from './firstBankTerms.ts';
import { iPassManual } from './iPassManual.ts';
import type { RegisteredRule } from './registeredRule.ts';
import { thirdPartyArticle } from './thirdPartyArticle.ts';

/** A document that the rules come from, with its rules. */
export interface RuleDocument {
  /** The middle part of the ids. */
  readonly number: '000' | '001' | '002' | '003' | '004';
  readonly title: string;
  readonly rules: readonly RegisteredRule[];
}

/** Every rule that concerns this kind of machine, by the document it comes from. None is left out, not even those that ask nothing of it. */
export const ruleDocuments: readonly RuleDocument[] = [
  { number: '000', title: 'Third-party article on failing add-values (undated; hints only)', rules: thirdPartyArticle },
  { number: '001', title: 'EasyCard account link, page of 2022-02-01', rules: accountLinkPage },
  { number: '002', title: 'First Bank co-branded card terms, 2019-07-25', rules: firstBankTerms },
  { number: '003', title: 'EasyCard user terms, 111.10版 (October 2022)', rules: [...easyCardTermsValue, ...easyCardTermsService] },
  { number: '004', title: 'iPASS Pingtung concession card manual (undated)', rules: iPassManual },
];

export const ruleRegister: readonly RegisteredRule[] = ruleDocuments.flatMap(({ rules }) => rules);

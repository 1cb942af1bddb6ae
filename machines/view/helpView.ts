import type { CalendarDate } from '../rules/calendar.ts';
import { contactsOn } from '../rules/contacts.ts';
import type { VisitContext } from '../flows/visitContext.ts';
import { prompt } from './prompts.ts';
import type { HelpTopic, HelpView, Prompt } from './view.ts';

/** @param today the day of the hall, by which contacts and terms go */
export function helpView({ helpTopic }: VisitContext, today: CalendarDate): HelpView {
  return {
    topic: helpTopic,
    contacts: contactsOn(today).map(({ issuer, hotline, prefix, hours, website, terms }) => ({
      issuer,
      hotline,
      prefix: prefix ?? null,
      hours,
      website,
      terms: terms ?? null,
    })),
  };
}

export function helpPrompts(topic: HelpTopic): Prompt[] {
  return [prompt('help.title'), prompt(`help.${topic}`)];
}

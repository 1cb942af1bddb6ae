import type { CardActSnapshot } from '../flows/cardAct/cardActFlow.ts';
import { isGrave } from '../flows/cardAct/serviceOffer.ts';
import type { Language } from '../messages/languages.ts';
import { serviceFacts } from './serviceFacts.ts';
import type { ScreenName } from './screens.ts';
import type { ServiceView } from './view.ts';

export function serviceScreen(flow: CardActSnapshot | undefined): ScreenName {
  if (flow === undefined) return 'reading';
  switch (flow.value) {
    case 'beginning':
    case 'informing':
    case 'offering':
    case 'confirming':
    case 'weighing':
      return 'service';
    case 'asking':
    case 'approved':
      return 'asking-issuer';
    case 'writing':
      return 'writing';
    case 'done':
      return 'service-done';
    case 'refused':
      return 'service-refused';
    case 'releasing':
    case 'ended':
      return 'reading';
  }
}

function stepOf({ value }: CardActSnapshot): ServiceView['step'] {
  switch (value) {
    case 'beginning':
    case 'offering':
      return 'offer';
    case 'confirming':
      return 'confirm';
    case 'weighing':
    case 'releasing':
      return 'weigh';
    case 'informing':
    case 'ended':
      return 'inform';
    case 'asking':
    case 'approved':
      return 'asking';
    case 'writing':
      return 'writing';
    case 'done':
      return 'done';
    case 'refused':
      return 'refused';
  }
}

export function serviceView(flow: CardActSnapshot | undefined, language: Language): ServiceView | null {
  if (flow === undefined) return null;
  const { offer, approval } = flow.context;
  // A concession that ends is lost for good (C-21).
  const grave = isGrave(offer) || (approval?.act === 'extend' && approval.concessionEnds);
  return { service: offer.service, step: stepOf(flow), facts: serviceFacts(flow, language), grave };
}

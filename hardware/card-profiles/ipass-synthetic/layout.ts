import { type CardLayout, invented } from '../cardLayout.ts';

/**
 * A card of the issuer iPASS (一卡通) as this project invents it: where a real one keeps anything is not public. It exists
 * to prove that the kiosk does not depend on one layout; every place is synthetic, so a kiosk with real cards writes none.
 */
const RECOGNITION = 'SYNTH-IPASS-0001';

export const IPASS_SYNTHETIC: CardLayout = {
  profile: 'ipass-synthetic',
  version: 1,
  issuer: 'ipass',
  recognition: { place: invented(0, 1), content: new TextEncoder().encode(RECOGNITION) },
  purse: invented(4, 0),
  backupPurse: invented(4, 1),
  lastAddValue: invented(4, 2),
  ring: [invented(6, 0), invented(6, 1), invented(6, 2), invented(7, 0), invented(7, 1), invented(7, 2)],
  recordCopies: [],
  term: null,
  issuerData: {
    marker: null,
    attributes: { main: invented(5, 0), mirror: null },
    autoload: { main: invented(5, 1), mirror: null },
    pass: { main: invented(11, 0), mirror: invented(12, 0) },
    passReceipt: { main: invented(11, 1), mirror: invented(12, 1) },
    products: ['general', 'concession-pingtung'],
  },
};

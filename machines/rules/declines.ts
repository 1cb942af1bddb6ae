/**
 * Why a card is not topped up: the short codes that passengers and staff can tell each other (rulebook, section 10).
 * `K01` expired · `K02` refunded · `K03` locked or blocked · `K09` nearly full · `not-activated` has no code of its own.
 */
export type TopUpDecline = 'K01' | 'K02' | 'K03' | 'K09' | 'not-activated';

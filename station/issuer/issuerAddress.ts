/**
 * What is wrong with the address of an issuer's host, or null. Card numbers go over it: only this machine itself may be
 * spoken to without encryption.
 */
export function faultOfAddress(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'must be an address, https://…';
  if (url.username !== '' || url.password !== '') return 'must hold no password: the machine shows itself by its certificate';
  if (url.search !== '' || url.hash !== '') return 'must end with the host or a path, without ? and #';
  if (url.protocol === 'http:' && !isThisMachine(text))
    return 'must be https: only 127.0.0.1, [::1] and localhost may be spoken to without encryption';
  return null;
}

/** Does an address lead to a program on this machine, and not into a network? */
export function isThisMachine(address: string): boolean {
  const hostname = URL.parse(address)?.hostname ?? '';
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

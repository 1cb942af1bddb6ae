/**
 * The checksum of SSP: CRC-16, polynomial 8005, start FFFF, most significant bit first, no reflection, no final XOR
 * (GA138, packet outline). It covers SEQID…DATA as they are before stuffing.
 */
export function crc16(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? (crc << 1) & 0xffff : ((crc << 1) ^ 0x8005) & 0xffff;
  }
  return crc;
}

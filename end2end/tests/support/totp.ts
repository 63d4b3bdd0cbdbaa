// Codes of an authenticator app (RFC 6238), as a telephone makes them.
import { createHmac } from 'node:crypto';

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of a secret (base 32) at an instant in milliseconds; `later` steps of 30 seconds on. */
export function totp(secret: string, at = Date.now(), later = 0): string {
  let bits = '';
  for (const sign of secret.replace(/\s/g, '')) bits += signs.indexOf(sign).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000) + later));
  const hash = createHmac('sha1', key).update(step).digest();
  const place = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

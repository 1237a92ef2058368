import { describe, expect, test } from 'vitest';
import { awsAccountOf, azureSigned, base32, caskHolds, crc36, crc62, crc62Holds, crcHexSwapped, marvin32, oldPatHolds } from './checksums.ts';
import { madeUp } from './made-up.ts';

describe('checksums', () => {
  // GitHub's and npm's form, on a sample that is all over the web (revoked).
  test('CRC-32 in base 62', () => {
    expect(crc62('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ')).toBe('0mLq17');
    expect(crc62Holds(`zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ${'0mLq17'}`)).toBe(true);
    expect(crc62Holds(`zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ${'0mLq18'}`)).toBe(false);
  });
  test('other CRC-32 spellings', () => {
    // The check value of CRC-32 (IEEE) over 123456789 is CBF43926.
    expect(crc36('123456789')).toBe((0xcbf43926).toString(36).padStart(7, '0'));
    expect(crcHexSwapped('123456789')).toBe('2639f4cb');
  });
  // .NET's own test of Marvin: seed 0x004fb61a001bdbcc, the two halves of its 64 bits folded by xor.
  test.for([
    ['', 0x30ed35c1 ^ 0x00cd3c7d],
    ['af', 0x48e73fc7 ^ 0x7d75ddc1],
    ['e70f', 0xb5f6e1fc ^ 0x485dbff8],
  ] as const)('Marvin32 of %s', ([hex, wanted]) => {
    expect(marvin32(Buffer.from(hex, 'hex'), '\x00\x4f\xb6\x1a\x00\x1b\xdb\xcc')).toBe(wanted >>> 0);
  });
  test('account inside an AWS key id', () => {
    expect(awsAccountOf('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753');
    // Before 2019: nothing readable.
    expect(awsAccountOf('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
  });
  test('base 32', () => {
    expect(Buffer.from(base32('MZXW6YTB') ?? []).toString()).toBe('fooba');
    expect(base32('MZX0')).toBeUndefined();
  });
  test.for([
    ['storage', 'azure:86:+ASt:Default0', 'Default0'],
    ['search', 'azure:52:AzSe:PAdmin00', 'PAdmin00'],
    ['bus', 'azure:43:+ASb:Manage00', 'Manage00'],
  ] as const)('a signed key of %s holds under its seed only', ([, recipe, seed]) => {
    const key = madeUp(`{{${recipe}}}`);
    expect(azureSigned(key, [seed])).toBe(true);
    expect(azureSigned(key, ['Wrong000'])).toBe(false);
    expect(azureSigned(`${key[0] === 'A' ? 'B' : 'A'}${key.slice(1)}`, [seed])).toBe(false);
  });
  test('common annotated keys and old DevOps tokens', () => {
    const key = madeUp('{{cask:AZDO}}');
    expect(caskHolds(key)).toBe(true);
    expect(caskHolds(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBe(false);
    const pat = madeUp('{{oldpat}}');
    expect(oldPatHolds(pat)).toBe(true);
    expect(oldPatHolds(`${pat[0] === 'a' ? 'b' : 'a'}${pat.slice(1)}`)).toBe(false);
  });
});

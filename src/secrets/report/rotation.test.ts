import { describe, expect, test } from 'vitest';
import { allDetectors } from '../scanner.ts';
import { guides } from './rotation-guides.ts';
import { rotationOf } from './rotation.ts';

const kind = (id: string) => ({ id, fix: { en: 'Revoke it.', ja: '失効させます。' } });

describe('rotation', () => {
  test('every kind has steps in both languages; guides name kinds that there are', () => {
    for (const detector of allDetectors)
      for (const { text } of rotationOf(detector, {})) {
        expect(text.en).not.toBe('');
        expect(text.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      }
    const ids = allDetectors.map(({ id }) => id);
    const unknown = guides.flatMap(({ kinds }) => kinds).filter((one) => !ids.some((id) => (one.endsWith('*') ? id.startsWith(one.slice(0, -1)) : id === one)));
    expect(unknown).toEqual([]);
  });

  test('no kind is named by two guides', () => {
    const named = allDetectors.map(
      ({ id }) => guides.filter(({ kinds }) => kinds.some((one) => (one.endsWith('*') ? id.startsWith(one.slice(0, -1)) : id === one))).length,
    );
    expect(Math.max(...named)).toBe(1);
    expect(named.filter((one) => one === 1).length).toBeGreaterThan(60);
  });

  test('what is known is filled in', () => {
    const commands = rotationOf(kind('gcp-sa-json'), { 'client-email': 'ci@shop.iam.gserviceaccount.com', 'key-id': 'abc123' }).map(({ command }) => command);
    expect(commands[1]).toBe('gcloud iam service-accounts keys disable abc123 --iam-account ci@shop.iam.gserviceaccount.com');
    expect(rotationOf(kind('gcp-sa-json'), {})[0]?.command).toContain('--iam-account ACCOUNT');
  });

  test.for(['a; rm -rf /', '$(id)', '--profile', 'a b', "a'b", 'a\nb', '`id`', ''])('%j is not put into a command', (user) => {
    expect(rotationOf(kind('aws-secret-access-key'), { user })[1]?.command).toBe('aws iam create-access-key --user-name USER');
  });

  test('without a guide the kind itself says what to do', () =>
    expect(rotationOf(kind('nosuch'), {})).toEqual([{ text: kind('').fix, command: undefined, at: undefined }]));
});

import { expect, test } from 'vitest';
import { masked } from './mask.ts';

const id = ['AK', 'IA', 'QYLPMN5HHHFPZ7Q2X'].join('');

test.for([
  ['aws-access-key-id', id, 'AKIA…7Q2X'],
  ['database-url', 'postgres://user:a-long-password@db.example.com/main', '••••••••'],
  ['password-assignment', 'correct-horse-battery-staple', '••••••••'],
  ['github-pat', 'tooshort', '••••••••'],
  ['twilio-key', 'twenty letters, but words', '••••••••'],
  ['private-key-pem', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----…'],
] as const)('%s', ([kind, value, expected]) => expect(masked(kind, value)).toBe(expected));

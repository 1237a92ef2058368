import { expect, test } from 'vitest';
import { mask } from './mask.ts';

test.for<[string, string]>([
  ['password = "hunter2hunter2"', 'password = "****"'],
  ['DB_PASSWORD = "x\\"yz1"', 'DB_PASSWORD = "****"'],
  ['master_password = "${var.password}"', 'master_password = "${var.password}"'],
  ['secret_arn = "arn:aws:secretsmanager:us-east-1:1:secret:a"', 'secret_arn = "arn:aws:secretsmanager:us-east-1:1:secret:a"'],
  ['export AWS_ACCESS_KEY_ID=AKIAABCDEFGHIJKLMNOP', 'export AWS_ACCESS_KEY_ID=AKIA****'],
  ['bucket = "photos"', 'bucket = "photos"'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\nx', '-----BEGIN RSA PRIVATE KEY-----****'],
])('%s', ([before, after]) => expect(mask(before)).toBe(after));

import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { awsKey, simpleScanner } from '#secrets/testing/simple-scanner';
import { removeTemporary, repositoryIn, temporaryFolder, temporaryRepository, testEnvironment } from '#secrets/testing/temporary-repository';
import { secretsMain } from './secrets-main.ts';

afterAll(removeTemporary);

/** Runs the command line in this process, in another folder. */
const ippoIn = async (folder: string, args: readonly string[], more: { environment?: Record<string, string>; input?: string; today?: string } = {}) => {
  let out = '';
  let err = '';
  const before = process.cwd;
  process.cwd = () => folder;
  try {
    const code = await secretsMain(args, {
      scanner: () => simpleScanner(),
      reasons: { 'own-format': { en: 'The format belongs to this kind alone.', ja: 'この種類に固有の形式です。' } },
      environment: { ...testEnvironment, ...more.environment },
      now: () => new Date(`${more.today ?? '2026-11-25'}T00:00:00Z`),
      out: (text) => void (out += text),
      error: (text) => void (err += text),
      input: () => more.input ?? '',
      columns: undefined,
    });
    return { code, out, err };
  } finally {
    process.cwd = before;
  }
};

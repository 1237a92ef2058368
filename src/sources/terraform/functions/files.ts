import { createHash } from 'node:crypto';
import { bool, boolType, set, str, stringType, unknownVal, anyType } from '../make.ts';
import type { Val } from '../value.ts';
import { failed, mostText, record, text, type FunctionContext, type FunctionTable } from './function.ts';

const one = { min: 1, max: 1, result: stringType };

/** Files are read below the root only; what is missing is unknown, with the reason. */
export const fileFunctions: FunctionTable = {
  abspath: { ...one, call: () => unknownVal({ code: 'not-reproducible', about: 'abspath' }, stringType, { notNull: true }) },
  basename: { ...one, call: (args) => str(baseName(text(args, 0))) },
  dirname: { ...one, call: (args) => str(dirName(text(args, 0))) },
  pathexpand: {
    ...one,
    call: (args) =>
      text(args, 0).startsWith('~') ? unknownVal({ code: 'not-reproducible', about: 'pathexpand' }, stringType, { notNull: true }) : str(text(args, 0)),
  },
  file: {
    ...one,
    call: (args, context) =>
      content(args, context, (found) => {
        const { text: inner } = found.file;
        if (inner.includes('\ufffd'))
          throw failed('The file is no UTF-8 text; use filebase64.', 'UTF-8 の文字列ではないファイルです。filebase64 を使ってください。');
        // The place is the file itself: what stands in it is edited there.
        return { ...str(inner), place: { is: 'written', file: found.file, start: 0, end: inner.length, from: undefined } };
      }),
  },
  fileexists: {
    ...one,
    result: boolType,
    call: (args, context) => {
      const found = context.readFile(text(args, 0));
      return 'file' in found || found.missing.code === 'too-large'
        ? bool(true)
        : found.missing.about.endsWith('?')
          ? unknownVal(found.missing, boolType)
          : bool(false);
    },
  },
  filebase64: { ...one, call: (args, context) => content(args, context, ({ bytes }) => str(Buffer.from(bytes).toString('base64'))) },
  filemd5: { ...one, call: (args, context) => content(args, context, ({ bytes }) => str(createHash('md5').update(bytes).digest('hex'))) },
  filesha1: { ...one, call: (args, context) => content(args, context, ({ bytes }) => str(createHash('sha1').update(bytes).digest('hex'))) },
  filesha256: { ...one, call: (args, context) => content(args, context, ({ bytes }) => str(createHash('sha256').update(bytes).digest('hex'))) },
  filesha512: { ...one, call: (args, context) => content(args, context, ({ bytes }) => str(createHash('sha512').update(bytes).digest('hex'))) },
  filebase64sha256: { ...one, call: (args, context) => content(args, context, ({ bytes }) => str(createHash('sha256').update(bytes).digest('base64'))) },
  filebase64sha512: { ...one, call: (args, context) => content(args, context, ({ bytes }) => str(createHash('sha512').update(bytes).digest('base64'))) },
  fileset: {
    min: 2,
    max: 2,
    result: { kind: 'set', of: stringType },
    call: (args, context) => {
      const names = context.listFiles(text(args, 0));
      if (!names) return unknownVal({ code: 'unreadable-file', about: text(args, 0) }, { kind: 'set', of: stringType });
      const pattern = glob(text(args, 1));
      const found = names.filter((name) => pattern.test(name));
      context.spend(found.length);
      return set(
        found.map((name) => str(name)),
        stringType,
      );
    },
  },
  templatefile: {
    min: 2,
    max: 2,
    result: anyType,
    takesNull: true,
    call: (args, context) => content(args, context, ({ file }) => context.template(file, record(args, 1))),
  },
};

const content = (
  args: readonly Val[],
  context: FunctionContext,
  read: (found: { readonly file: { readonly path: string; readonly text: string }; readonly bytes: Uint8Array }) => Val,
): Val => {
  const found = context.readFile(text(args, 0));
  if ('missing' in found) return unknownVal(found.missing, stringType, { notNull: true });
  if (found.bytes.length > mostText) return unknownVal({ code: 'too-large', about: text(args, 0) }, stringType, { notNull: true });
  return read(found);
};

const baseName = (path: string): string => (path === '' ? '.' : path.replace(/\/+$/, '').split('/').at(-1) || '/');
const dirName = (path: string): string => {
  const at = path.lastIndexOf('/');
  return at < 0 ? '.' : path.slice(0, at).replace(/\/+$/, '') || (path.startsWith('/') ? '/' : '.');
};

/** `*`, `**`, `?`, `[...]` and `{a,b}` as Terraform's fileset has them. Linear: no nested repetition. */
const glob = (pattern: string): RegExp => {
  if (pattern.length > 500) throw failed('The pattern is too long.', 'パターンが長すぎます。');
  let source = '';
  let braces = 0;
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern[i] ?? '';
    if (pattern.startsWith('**/', i)) {
      source += '(?:[^/]+/){0,40}';
      i += 2;
    } else if (pattern.startsWith('**', i)) {
      source += '.*';
      i++;
    } else if (sign === '*') source += '[^/]*';
    else if (sign === '?') source += '[^/]';
    else if (sign === '{') {
      braces++;
      source += '(?:';
    } else if (sign === '}' && braces > 0) {
      braces--;
      source += ')';
    } else if (sign === ',' && braces > 0) source += '|';
    else if (sign === '[' && /^\[[!^]?[\w-]+\]/.test(pattern.slice(i))) {
      const [cls = ''] = /^\[[!^]?[\w-]+\]/.exec(pattern.slice(i)) ?? [];
      source += cls.replace('[!', '[^');
      i += cls.length - 1;
    } else source += sign.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  }
  try {
    return new RegExp(`^${source}${')'.repeat(braces)}$`);
  } catch {
    throw failed('This is not a file pattern.', 'ファイルのパターンとして読み取れません。');
  }
};

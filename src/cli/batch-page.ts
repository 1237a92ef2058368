import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { awsActions } from '#identity/data/files';
import { decideLine, type BatchAnswer } from '#identity/aws/batch';
import { UsageError } from './options.ts';

/** Longer lines are no request that anybody wrote, and are not kept. */
const longest = 20_000_000;
const atOnce = 1 << 18;

/**
 * One answer a line for one request a line, as they come: memory holds one line, not the file. A line that is no JSON has its own answer and loses nothing.
 * Returns how many lines could not be decided. `file`: `-` is the standard input.
 */
export const batchPage = (file: string, write: (text: string) => void): number => {
  const actions = awsActions();
  let undecided = 0;
  let number = 0;
  let waiting = '';
  for (const line of linesIn(file)) {
    number++;
    if (typeof line === 'string' && line.trim() === '') continue;
    const answer = answerOf(line, number, (data) => decideLine(data, actions));
    if (answer.decision === undefined) undecided++;
    waiting += `${JSON.stringify(answer)}\n`;
    if (waiting.length < atOnce) continue;
    write(waiting);
    waiting = '';
  }
  if (waiting !== '') write(waiting);
  return undecided;
};

const answerOf = (line: string | TooLong, number: number, decide: (data: unknown) => BatchAnswer): BatchAnswer => {
  if (typeof line !== 'string') return { name: '', problems: [`line ${number} is longer than ${longest} characters`] };
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch (error) {
    return { name: '', problems: [`line ${number} is not JSON: ${error instanceof Error ? error.message : ''}`] };
  }
  const found = decide(data);
  return found.problems && found.decision === undefined ? { ...found, problems: found.problems.map((problem) => `line ${number}: ${problem}`) } : found;
};

interface TooLong {
  readonly tooLong: true;
}

function* linesIn(file: string): Generator<string | TooLong> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let first = true;
  let tooLong = false;
  for (const bytes of chunksOf(file)) {
    rest += decoder.write(bytes);
    if (first) rest = rest.replace(/^\uFEFF/, '');
    first = false;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      yield tooLong ? { tooLong } : line;
      tooLong = false;
    }
    if (rest.length <= longest) continue;
    tooLong = true;
    rest = '';
  }
  rest += decoder.end();
  if (tooLong) yield { tooLong };
  else if (rest !== '') yield rest;
}

function* chunksOf(file: string): Generator<Buffer> {
  const handle = opened(file);
  const buffer = Buffer.alloc(1 << 20);
  try {
    for (let size = read(handle, buffer, file); size > 0; size = read(handle, buffer, file)) yield buffer.subarray(0, size);
  } finally {
    if (handle !== 0) closeSync(handle);
  }
}

const unreadable = (file: string): UsageError => new UsageError(`${file} cannot be read.`, `${file} を読み取れません。`);
const opened = (file: string): number => {
  try {
    return file === '-' ? 0 : openSync(file, 'r');
  } catch {
    throw unreadable(file);
  }
};
const read = (handle: number, buffer: Buffer, file: string): number => {
  for (;;)
    try {
      return readSync(handle, buffer, 0, buffer.length, null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return 0;
      // A standard input that does not block, and has nothing yet.
      if (code !== 'EAGAIN') throw unreadable(file);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
};

import { isPacked } from '../tree/content.ts';
import { startGit, type Git } from './git.ts';

export interface Reader<T> {
  /** An object that fits into memory. The bytes are valid until the promise, if there is one, is settled. */
  readonly whole: (wanted: T, type: string, bytes: Buffer) => Promise<void> | undefined;
  /** A larger one, in pieces. */
  readonly large: (wanted: T) => { readonly push: (bytes: Uint8Array) => void; readonly end: () => void };
  readonly missing: (wanted: T) => void;
}

/** Objects up to this size are handed over whole: as large as a piece of a file. */
const largestWhole = 4 * 1024 * 1024;
/** Archives are opened only when whole, so more is taken for them. */
const largestArchive = 32 * 1024 * 1024;
/**
 * Ids that git may have before their answers are read. Each answer has more than 40 bytes, so this many are more than git's own output buffer and nobody
 * waits for the other.
 */
const ahead = 4000;
const portion = 500;

/** Reads any number of objects, each once, through one `git cat-file --batch`. https://git-scm.com/docs/git-cat-file#_batch_output */
export const readObjects = async <T extends { readonly id: string }>(
  git: Git,
  wanted: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
  reader: Reader<T>,
): Promise<void> => {
  const running = startGit(git, ['cat-file', '--batch', '--buffer']);
  let asked: T[] = [];
  let answered = 0;
  let room: (() => void) | undefined;
  const state = { over: false };

  const ask = async (): Promise<void> => {
    for await (const some of wanted)
      for (let from = 0; from < some.length; from += portion) {
        if (state.over) return;
        const now = some.slice(from, from + portion);
        for (const one of now) asked.push(one);
        running.stdin.write(now.map(({ id }) => `${id}\n`).join(''));
        while (asked.length - answered > ahead && !state.over)
          await new Promise<void>((resolve) => {
            room = resolve;
          });
      }
    running.stdin.end();
  };

  let parts: Buffer[] = [];
  /** Bytes of the present object that are still to come, with the line end after it. */
  let left = 0;
  let current: T | undefined;
  let type = '';
  let size = 0;
  let pieces: ReturnType<Reader<T>['large']> | undefined;

  const begin = (head: string): void => {
    current = asked[answered++];
    if (!current) throw new Error(`git answered more than it was asked: ${head}`);
    if (answered === 1000) {
      asked = asked.slice(answered);
      answered = 0;
      room?.();
    }
    const [, kind = '', length] = head.split(' ');
    if (length === undefined) reader.missing(current);
    else {
      [type, size] = [kind, Number(length)];
      left = size + 1;
    }
  };

  /** The rest of a piece. A promise only if somebody has to be waited for. */
  const take = (chunk: Buffer): Promise<void> | undefined => {
    let piece = chunk;
    while (piece.length > 0) {
      if (left === 0) {
        const end = piece.indexOf(10);
        if (end < 0) {
          parts.push(piece);
          return undefined;
        }
        const head = parts.length === 0 ? piece.toString('latin1', 0, end) : Buffer.concat([...parts, piece.subarray(0, end)]).toString('latin1');
        parts = [];
        piece = piece.subarray(end + 1);
        begin(head);
        continue;
      }
      const part = piece.subarray(0, left);
      piece = piece.subarray(part.length);
      left -= part.length;
      const waiting = add(part);
      if (waiting) {
        const rest = piece;
        return waiting.then(() => take(rest));
      }
    }
    return undefined;
  };

  const add = (part: Buffer): Promise<void> | undefined => {
    if (!current) return undefined;
    // A small object most often lies whole in the piece: nothing is copied.
    if (left === 0 && parts.length === 0 && !pieces) return reader.whole(current, type, part.subarray(0, size));
    if (!pieces && size > largestWhole && (size > largestArchive || !isPacked(parts[0] ?? part))) {
      pieces = reader.large(current);
      for (const one of parts) pieces.push(one);
      parts = [];
    }
    if (pieces) pieces.push(left === 0 ? part.subarray(0, part.length - 1) : part);
    else parts.push(part);
    if (left > 0) return undefined;
    const [whole, large] = [parts, pieces];
    parts = [];
    pieces = undefined;
    if (large) {
      large.end();
      return undefined;
    }
    return reader.whole(current, type, Buffer.concat(whole).subarray(0, size));
  };

  // Events and not an iterator: half a second less for a quarter of a gigabyte.
  const read = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const { stdout } = running;
      stdout.on('data', (chunk: Buffer) => {
        try {
          const waiting = take(chunk);
          if (!waiting) return;
          stdout.pause();
          waiting.then(() => void stdout.resume(), reject);
        } catch (error) {
          reject(error);
        }
      });
      stdout.on('error', reject);
      stdout.on('end', resolve);
    });

  try {
    await Promise.all([
      ask(),
      read().finally(() => {
        state.over = true;
        room?.();
      }),
    ]);
  } catch (error) {
    running.stop();
    throw error;
  }
  const { status, stderr } = await running.ended;
  if (status !== 0) throw new Error(stderr || `git cat-file: ${status}`);
};

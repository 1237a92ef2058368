import { startGit, type Git } from './git.ts';

/** An object to be read, with what the caller wants to remember of it. */
export interface Wanted<T> {
  readonly id: string;
  readonly about: T;
}

export interface Reader<T> {
  /** An object that fits into memory. The bytes are valid until the promise, if there is one, is settled. */
  readonly whole: (about: T, id: string, type: string, bytes: Buffer) => Promise<void> | undefined;
  /** A larger one, in pieces. */
  readonly large: (about: T, id: string) => { readonly push: (bytes: Uint8Array) => void; readonly end: () => void };
  readonly missing: (about: T, id: string) => void;
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

/** Reads any number of objects, each once, through one `git cat-file --batch`. https://git-scm.com/docs/git-cat-file#_batch_output */
export const readObjects = async <T>(git: Git, wanted: AsyncIterable<Wanted<T>> | Iterable<Wanted<T>>, reader: Reader<T>): Promise<void> => {
  const running = startGit(git, ['cat-file', '--batch', '--buffer']);
  const asked: Wanted<T>[] = [];
  let answered = 0;
  let room: (() => void) | undefined;
  const state = { over: false };

  const ask = async (): Promise<void> => {
    let lines = '';
    for await (const one of wanted) {
      if (state.over) return;
      asked.push(one);
      lines += `${one.id}\n`;
      if (lines.length < 8192) continue;
      running.stdin.write(lines);
      lines = '';
      while (asked.length - answered > ahead && !state.over)
        await new Promise<void>((resolve) => {
          room = resolve;
        });
    }
    running.stdin.end(lines);
  };

  const read = async (): Promise<void> => {
    let parts: Buffer[] = [];
    /** Bytes of the present object that are still to come, with the line end after it. */
    let left = 0;
    let current: Wanted<T> | undefined;
    let type = '';
    let size = 0;
    let pieces: ReturnType<Reader<T>['large']> | undefined;
    for await (const chunk of running.stdout) {
      let piece: Buffer = chunk;
      while (piece.length > 0) {
        if (left === 0) {
          const end = piece.indexOf(10);
          if (end < 0) {
            parts.push(piece);
            break;
          }
          const head = Buffer.concat([...parts, piece.subarray(0, end)]).toString('latin1');
          parts = [];
          piece = piece.subarray(end + 1);
          current = asked[answered++];
          if (!current) throw new Error(`git answered more than it was asked: ${head}`);
          if (answered === 1000) {
            asked.splice(0, answered);
            answered = 0;
          }
          room?.();
          const [, kind = '', length] = head.split(' ');
          if (length === undefined) reader.missing(current.about, current.id);
          else {
            [type, size] = [kind, Number(length)];
            left = size + 1;
          }
          continue;
        }
        const part = piece.subarray(0, left);
        piece = piece.subarray(part.length);
        left -= part.length;
        if (!current) continue;
        // A small object most often lies whole in the piece: nothing is copied.
        if (left === 0 && parts.length === 0 && !pieces) {
          const waiting = reader.whole(current.about, current.id, type, part.subarray(0, size));
          if (waiting) await waiting;
          continue;
        }
        if (!pieces && size > largestWhole && (size > largestArchive || !isArchive(parts[0] ?? part))) {
          pieces = reader.large(current.about, current.id);
          for (const one of parts) pieces.push(one);
          parts = [];
        }
        if (pieces) pieces.push(left === 0 ? part.subarray(0, part.length - 1) : part);
        else parts.push(part);
        if (left > 0) continue;
        if (pieces) pieces.end();
        else {
          const waiting = reader.whole(current.about, current.id, type, Buffer.concat(parts).subarray(0, size));
          if (waiting) await waiting;
        }
        parts = [];
        pieces = undefined;
      }
    }
  };

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

/** zip, gzip or (by the place of its mark) tar. */
const isArchive = (bytes: Buffer): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0x1f && bytes[1] === 0x8b) || bytes.toString('latin1', 257, 262) === 'ustar';

import { setFlagsFromString } from 'node:v8';
import { codeOf } from './code-of.ts';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { chunkedScan, chunkSize } from './chunks.ts';
import { scanBytes, scanSource, type Scanning } from './content.ts';
import { walk, type WalkedFile } from './walk.ts';
import type { Source } from './zip.ts';

export interface TreeScan {
  /** A folder or one file. */
  readonly given: string;
  /** Take also what `.gitignore` names. */
  readonly all: boolean;
  readonly excludes: string | undefined;
  /** Files that git tracks although a rule names them, relative to the folder. */
  readonly trackedButIgnored: readonly string[];
  readonly onFile?: (files: number) => void;
}

export interface Scanned {
  readonly files: number;
  readonly bytes: number;
}

/** Scans a folder as it lies on the disk. Throws the system's error if the folder itself cannot be read. */
export const scanTree = async (scanning: Scanning, { given, all, excludes, trackedButIgnored, onFile }: TreeScan): Promise<Scanned> => {
  const buffer = Buffer.allocUnsafe(chunkSize);
  let files = 0;
  let bytes = 0;
  const scan = async (file: WalkedFile): Promise<void> => {
    files++;
    onFile?.(files);
    bytes += await scanFile(scanning, file, buffer);
  };
  if (statSync(given).isFile()) await scan({ path: path.basename(given), full: given });
  else {
    const root = realpathSync(given);
    for (const file of walk({ root, all, excludes, note: scanning.note })) {
      files++;
      onFile?.(files);
      const size = scanFile(scanning, file, buffer);
      bytes += typeof size === 'number' ? size : await size;
    }
    for (const relative of all ? [] : trackedButIgnored) {
      const full = path.join(root, relative);
      if (isPlainFile(full, root)) await scan({ path: relative, full });
    }
  }
  return { files, bytes };
};

const isPlainFile = (full: string, root: string): boolean => {
  try {
    const real = realpathSync(full);
    return real === full && real.startsWith(root) && statSync(real).isFile();
  } catch {
    return false;
  }
};

/** Standard input, of any length. */
export const scanInput = (scanning: Scanning, descriptor: number, name: string): Scanned => {
  const buffer = Buffer.allocUnsafe(256 * 1024);
  const scan = chunkedScan(scanning.scanner, name, scanning.see);
  let bytes = 0;
  for (let read = readSome(descriptor, buffer); read > 0; read = readSome(descriptor, buffer)) {
    scan.push(buffer.subarray(0, read));
    bytes += read;
  }
  scan.end();
  return { files: 1, bytes };
};

const readSome = (descriptor: number, buffer: Buffer): number => {
  for (;;) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code === 'EOF') return 0;
      // A pipe without waiting that has nothing yet.
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
};

/** No promise for an ordinary file: a tree has a hundred thousand of them. */
const scanFile = (scanning: Scanning, { path: relative, full }: WalkedFile, buffer: Buffer): number | Promise<number> => {
  let descriptor: number;
  try {
    // A pipe or a link put there since is not waited for and not followed.
    descriptor = openSync(full, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    scanning.note({ code: 'file-unreadable', path: relative, detail: codeOf(error) });
    return 0;
  }
  let open = true;
  try {
    const filled = readSync(descriptor, buffer, 0, buffer.length, 0);
    if (filled < buffer.length) {
      closeSync(descriptor);
      open = false;
      const packed = scanBytes(scanning, relative, buffer.subarray(0, filled));
      return packed ? packed.then(() => filled) : filled;
    }
    open = false;
    return scanLarge(scanning, relative, descriptor);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    scanning.note({ code: 'file-unreadable', path: relative, detail: codeOf(error) });
    return 0;
  } finally {
    if (open) closeSync(descriptor);
  }
};

const scanLarge = async (scanning: Scanning, relative: string, descriptor: number): Promise<number> => {
  // Whoever started this lets the heap grow, which pays for many files; the pieces of a large one would only fill it, to no use.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
  try {
    const { size } = fstatSync(descriptor);
    await scanSource(scanning, relative, fromFile(descriptor, size));
    return size;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    scanning.note({ code: 'file-unreadable', path: relative, detail: codeOf(error) });
    return 0;
  } finally {
    closeSync(descriptor);
  }
};

const fromFile = (descriptor: number, size: number): Source => {
  let buffer = Buffer.allocUnsafe(0);
  return {
    size,
    read: (position, length) => {
      const wanted = Math.max(0, Math.min(length, size - position));
      // One for all: of a thousand new ones a hundred wait to be cleared away.
      if (buffer.length < wanted) buffer = Buffer.allocUnsafe(wanted);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, wanted, position));
    },
  };
};

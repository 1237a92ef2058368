import { createRequire } from 'node:module';
import type * as Crypto from 'node:crypto';
import type * as Zlib from 'node:zlib';

const load = createRequire(import.meta.url);

/** Parts of Node that take milliseconds to load: a hook runs at every commit and mostly needs neither. */
export const crypto = (): typeof Crypto => load('node:crypto') as typeof Crypto;
export const zlib = (): typeof Zlib => load('node:zlib') as typeof Zlib;

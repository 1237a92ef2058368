/**
 * A copy of a piece of a text that holds one character a byte. Engines keep a piece as a view on its text, so whatever outlives the text has to let go of it:
 * a remembered name of twenty letters would keep a whole file in memory.
 */
export const detached = (piece: string): string => Buffer.from(piece, 'latin1').toString('latin1');

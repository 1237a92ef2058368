import { safe } from '#reports/text';

/** A name or value of a stranger inside a line: it can neither begin a line of its own nor steer the terminal. */
export const oneLine = (text: string): string => safe(text.replace(/\s+/g, ' '));

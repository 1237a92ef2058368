/** `ENOENT` and the like, or whatever the error says. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));

const named =
  /((?:[\w-]*(?:passw(?:or)?d|passphrase|secret|token|api_?key|private_?key|access_?key|credential)[\w-]*)["']?\s*[=:]\s*)(["'])((?:(?!\2)[^\\]|\\.){3,})\2/gi;
const keys = /\b(A(?:KI|SI)A)[A-Z2-7]{16}\b|\b(gh[pousr]_)[A-Za-z0-9]{36}\b|\b(xox[abpr]-)[A-Za-z0-9-]{20,}|(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*/g;

/** The text with every value that looks like a secret taken out. References (`${...}`, `var.x`, ARNs) stay. */
export const mask = (text: string): string =>
  text
    .replace(named, (whole, head: string, quote: string, value: string) =>
      /^\$\{[^}]*\}$|^arn:|^data\.|^\/|^(true|false|required|optional|none|null)$/i.test(value) ? whole : `${head}${quote}****${quote}`,
    )
    .replace(
      keys,
      (_, aws: string | undefined, github: string | undefined, slack: string | undefined, pem: string | undefined) =>
        `${aws ?? github ?? slack ?? pem ?? ''}****`,
    );

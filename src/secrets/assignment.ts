import type { PathKind } from './path-kind.ts';

/** A name and the literal that it is given, in whatever notation: env, YAML, JSON, HCL, INI, XML, code, shell, Dockerfile, flags. */
export interface Assignment {
  /** As written, with its path: `spring.datasource.password`. */
  readonly name: string;
  /** Letters and digits of the name in lower case. */
  readonly plain: string;
  readonly nameStart: number;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** How they are bound; `compare` for `==`, `space` for `ENV NAME value` and `--name value`, `call` for `setName("value")`. */
  readonly bound: 'assign' | 'colon' | 'compare' | 'call' | 'pair' | 'element' | 'space';
  /** The literal is only a part of the value: concatenated, formatted, cut. */
  readonly part: boolean;
  readonly kind: PathKind;
}

const longestName = 80;
const longestValue = 4096;

const isNameCode = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 45 || c === 46;
const isSpace = (c: number): boolean => c === 32 || c === 9;
const isQuote = (c: number): boolean => c === 34 || c === 39 || c === 96;

/** Where the identifier round `at` ends. */
export const nameEndAt = (text: string, at: number): number => {
  let end = at;
  const most = Math.min(text.length, at + longestName);
  while (end < most && isNameCode(text.charCodeAt(end))) end++;
  return end;
};

/**
 * The assignment whose name holds the character at `at` and ends at `nameEnd`, if a literal follows. Reads at most a few kilobytes on, so its time is bounded.
 */
export const assignmentAt = (text: string, at: number, nameEnd: number, kind: PathKind): Assignment | undefined => {
  // The cheap refusal first: most names are followed by nothing that binds.
  let i = nameEnd;
  let escaped = false;
  if (text.charCodeAt(i) === 92 && isQuote(text.charCodeAt(i + 1))) {
    escaped = true;
    i++;
  }
  const namedInQuotes = isQuote(text.charCodeAt(i));
  if (namedInQuotes) i++;
  if (text.charCodeAt(i) === 93) i++;
  while (isSpace(text.charCodeAt(i)) && i < nameEnd + 40) i++;
  const operator = valueBefore(text, at, nameEnd, kind) ?? operatorAt(text, i, namedInQuotes, kind, nameEnd);
  if (operator === undefined) return undefined;
  const fallback = namedInQuotes ? undefined : fallbackAt(text, at, nameEnd);
  if (fallback !== undefined) return { ...named(text, fallback.nameStart, nameEnd), bound: 'assign', kind, ...fallback };

  let nameStart = at;
  const least = Math.max(0, at - longestName);
  while (nameStart > least && isNameCode(text.charCodeAt(nameStart - 1))) nameStart--;
  const dashes = /^[-.]*/.exec(text.slice(nameStart, nameEnd))?.[0].length ?? 0;
  const before = text.charCodeAt(nameStart - 1);
  let { bound } = operator;
  if (bound === 'element' && before !== 60 && before !== 58 && !(before === 62 && text.charCodeAt(i) === 60) && !namedInQuotes) return undefined;
  const asked = (before === 63 || before === 38) && bound === 'assign';
  let valueAt = operator.at;
  let told = bound === 'colon' && kind.writes === 'code' && inRemark(text, nameStart);
  if (bound === 'space') {
    const from = dashes === 0 && (kind.writes !== 'code' || inRemark(text, nameStart)) ? further(tells, text, nameEnd) : undefined;
    if (from === undefined && !spaceBinds(text, nameStart, dashes, kind)) return undefined;
    if (from !== undefined) {
      valueAt = from;
      told = true;
      bound = 'colon';
    }
  }
  if (
    bound === 'call' &&
    !namedInQuotes &&
    !/^(?:set|with|put|add)|\.(?:set|with)?\w*$/i.test(text.slice(nameStart + dashes, nameEnd)) &&
    before !== 46 &&
    text.charCodeAt(nameStart + dashes - 1) !== 46
  )
    return undefined;
  // `<input type="password" ...`, `/path/password=`: the name is a value itself.
  const wrapped = isQuote(before) && !namedInQuotes && operator.isValue !== true;
  if (wrapped && bound !== 'colon' && bound !== 'assign') return undefined;
  const header = !wrapped ? undefined : bound === 'assign' ? pairAt(text, operator.at) : headerAt(text, operator.at, text.charAt(nameStart - 1));
  // A line of code in a string, as notebooks keep it: `"password = \\"x\\""`.
  if (wrapped && header === undefined && !/^[ \t]{0,4}\\["']/.test(text.slice(operator.at, operator.at + 8))) return undefined;
  // An argument: `define('NAME', 'value')`; a list of words is not.
  if (
    bound === 'call' &&
    namedInQuotes &&
    !/\(\s{0,4}$|(?:buildConfigField|resValue)[\s(]{1,3}["']\w{1,10}["']\s{0,3},\s{0,3}$/i.test(text.slice(Math.max(0, nameStart - 40), nameStart - 1))
  )
    return undefined;

  const inElement = before === 60 || before === 58 || before === 62 || namedInQuotes;
  const literal = header ?? (asked ? queryAt(text, valueAt) : literalAt(text, valueAt, told ? prose(kind) : kind, bound, escaped, inElement));
  if (literal === undefined) return undefined;
  if (bound === 'colon' && kind.writes === 'code' && !literal.quoted && !told) return undefined;
  // What a sentence tells is taken for a value only if no word could be it.
  if (told && !literal.quoted && !/^(?=.*\d)(?=.*[A-Za-z])\S{6,}$/.test(literal.value)) return undefined;
  if (bound === 'assign' && dashes >= 2) bound = 'space';
  return { ...named(text, nameStart + dashes, nameEnd), nameStart: nameStart + dashes, bound, kind, ...literal };
};

const named = (text: string, start: number, end: number): Pick<Assignment, 'name' | 'plain'> => {
  const name = text.slice(start, end).replace(/[.-]+$/, '');
  return { name, plain: name.toLowerCase().replace(/[^a-z0-9]/g, '') };
};

/** `${DB_PASSWORD:-value}` of shells, `${db.password:value}` of Spring: what stands there if nothing is set. */
const fallbackValue = /:[-=]?([^\s"'`{}$]{4,200})\}/y;
const fallbackAt = (text: string, at: number, nameEnd: number): (Literal & { readonly nameStart: number }) | undefined => {
  if (text.charCodeAt(nameEnd) !== 58) return undefined;
  const before = text.slice(Math.max(0, at - longestName), at);
  const open = before.lastIndexOf('${');
  if (open < 0 || /[^\w.-]/.test(before.slice(open + 2))) return undefined;
  fallbackValue.lastIndex = nameEnd;
  const value = fallbackValue.exec(text)?.[1];
  if (value === undefined) return undefined;
  const end = fallbackValue.lastIndex - 1;
  return { nameStart: at - before.length + open + 2, value, start: end - value.length, end, quoted: true, part: false };
};

/** `getHTTPToken2` -> get, http, token, 2. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

interface Operator {
  readonly bound: Assignment['bound'];
  /** Where the value may begin. */
  readonly at: number;
  /** The name is a value itself, of `name:` or `key=`. */
  readonly isValue?: true;
}

// `value: x` and then `name: NAME`, in one entry of a list or one element.
const valueThenName =
  /(?:^|[\s{,<-])["']?(?:value|Value|VALUE|ParameterValue)["']?\s{0,8}[:=]\s{0,8}(?=("[^"\n]{1,400}"|'[^'\n]{1,400}'|[^\s"'{[,][^\n,]{0,400}))\1(?:\s{0,4},\s{0,80}|\s{1,80})(?:["']?(?:type|secure|sensitive)["']?\s{0,4}[:=]\s{0,4}["']?\w{1,20}["']?(?:\s{0,4},\s{0,80}|\s{1,80}))?["']?(?:name|Name|NAME|key|Key|KEY|ParameterKey)["']?\s{0,8}[:=]\s{0,8}["']?$/;
const namesName = /(?:[nN]ame|NAME|[kK]ey|KEY)["']?\s{0,8}[:=]\s{0,8}["']?$/;

/** `{ "value": "x", "name": "PASSWORD" }`: the value stands before its name. */
const valueBefore = (text: string, at: number, nameEnd: number, kind: PathKind): Operator | undefined => {
  const next = text.charCodeAt(nameEnd);
  if (!(isQuote(next) || next === 10 || next === 13 || Number.isNaN(next)) || kind.writes === 'text') return undefined;
  let start = at;
  const least = Math.max(0, at - longestName);
  while (start > least && isNameCode(text.charCodeAt(start - 1))) start--;
  // The cheap refusal again.
  const mark = text.charCodeAt(isQuote(text.charCodeAt(start - 1)) ? start - 2 : start - 1);
  if (!(isSpace(mark) || mark === 58 || mark === 61) || !namesName.test(text.slice(Math.max(0, start - 24), start))) return undefined;
  const from = Math.max(0, start - 600);
  const before = text.slice(from, start);
  // What stands further up belongs to another entry.
  const lead = before.slice(Math.max(before.lastIndexOf('value'), before.lastIndexOf('Value'), before.lastIndexOf('VALUE'), 10) - 10);
  const match = valueThenName.exec(lead);
  const value = match?.[1];
  if (!match || value === undefined) return undefined;
  return { bound: 'pair', at: from + before.length - lead.length + match.index + match[0].indexOf(value, match[0].search(/[:=]/)), isValue: true };
};

const annotated = /:\s{0,4}[&?]?(?:'static )?[A-Za-z_][\w.<>[\]| ?]{0,40}?\s{0,4}=(?![=>~])/y;
// `variable "db_password" { default = "x" }`, ARM's `"name": { "value": "x" }`, CloudFormation's `Name:` with a `Default:` below, Bicep's `param name string =`,
// a property of C#.
const blockDefault = /\s{0,4}\{[^{}]{0,400}?\bdefault\s{0,8}=\s{0,4}/y;
const memberDefault =
  /\s{0,4}:\s{0,8}\{\s{0,80}(?:"\w{1,30}"\s{0,4}:\s{0,4}(?:"[^"\n]{0,200}"|\w{1,20})\s{0,4},\s{0,80}){0,6}"(?:value|defaultValue)"\s{0,4}:\s{0,4}/y;
const parameterDefault = /:[ \t]{0,4}\r?\n(?:[ \t]{1,40}(?![ \t]|Default:)[^\n]{0,200}\n){0,6}[ \t]{1,40}Default:[ \t]{0,4}(?=\S)/y;
const innerValue = />\s{0,40}<(?:value|Value)>/y;
const nextString = /<\/key>\s{0,40}<string>/y;
const typed = /[ \t]{1,4}(?:string|object)[ \t]{0,4}=[ \t]{0,4}/y;
const property = /\s{0,4}\{\s{0,4}get;[^}]{0,40}\}\s{0,4}=\s{0,4}/y;
const further = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

const valueMember = /["']?[ \t]{0,8}[,\n]?\s{0,80}(?:-\s{0,4})?["']?(?:(?:Parameter|Option)?Value|(?:parameter_|option_)?value|VALUE)["']?\s{0,8}[:=]\s{0,8}/y;

const operatorAt = (text: string, i: number, namedInQuotes: boolean, kind: PathKind, nameEnd: number): Operator | undefined => {
  const c = text.charCodeAt(i);
  const next = text.charCodeAt(i + 1);
  if (c === 123) {
    const at = namedInQuotes ? further(blockDefault, text, i) : further(property, text, i);
    return at === undefined ? undefined : { bound: 'pair', at };
  }
  // = == === => =~
  if (c === 61) {
    if (next === 62) return { bound: 'assign', at: i + 2 };
    if (next === 126) return undefined;
    if (next === 61) return { bound: 'compare', at: i + (text.charCodeAt(i + 2) === 61 ? 3 : 2) };
    return { bound: 'assign', at: i + 1 };
  }
  if (c === 58) {
    if (next === 61) return { bound: 'assign', at: i + 2 };
    if (next === 58) return text.charCodeAt(i + 2) === 61 ? { bound: 'assign', at: i + 3 } : undefined;
    if (kind.writes !== 'config' && !namedInQuotes) {
      annotated.lastIndex = i;
      const type = annotated.exec(text);
      if (type) return { bound: 'assign', at: annotated.lastIndex };
    }
    if (kind.writes === 'config' || namedInQuotes) {
      const at = namedInQuotes ? further(memberDefault, text, i) : kind.writes === 'config' ? further(parameterDefault, text, i) : undefined;
      if (at !== undefined) return { bound: 'pair', at };
    }
    return { bound: 'colon', at: i + 1 };
  }
  if (c === 33 && next === 61) return undefined;
  if ((c === 124 || c === 63) && (next === 124 || next === 63 || next === 61)) return { bound: 'assign', at: i + (text.charCodeAt(i + 2) === 61 ? 3 : 2) };
  if ((c === 63 || c === 33) && next === 58) {
    annotated.lastIndex = i + 1;
    return annotated.exec(text) ? { bound: 'assign', at: annotated.lastIndex } : { bound: 'colon', at: i + 2 };
  }
  if (c === 62 && !namedInQuotes) return { bound: 'element', at: further(innerValue, text, i) ?? i + 1 };
  if (c === 60 && !namedInQuotes) {
    const at = further(nextString, text, i);
    return at === undefined ? undefined : { bound: 'element', at };
  }
  if (c === 40 && !namedInQuotes) return { bound: 'call', at: i + 1 };
  if (namedInQuotes && c === 62) {
    const at = further(innerValue, text, i);
    // `<property name="password">x</property>`
    return at !== undefined
      ? { bound: 'element', at }
      : /\b(?:name|key|id)=["']$/i.test(text.slice(Math.max(0, nameEnd - longestName - 6), nameEnd).replace(/[\w.-]+$/, ''))
        ? { bound: 'element', at: i + 1 }
        : undefined;
  }
  if (namedInQuotes || c === 10 || c === 13) {
    valueMember.lastIndex = i;
    if (valueMember.exec(text)) return { bound: 'pair', at: valueMember.lastIndex };
    if (c === 44 && namedInQuotes) return { bound: 'call', at: i + 1 };
    if (c === 41 && namedInQuotes && /^\)\s{0,4}(?:\|\||\?\?|\?:|or|:)\s/.test(text.slice(i, i + 10)))
      return { bound: 'call', at: i + (/^\)\s{0,4}(?:\|\||\?\?|\?:|or|:)/.exec(text.slice(i, i + 10))?.[0].length ?? 1) };
    return undefined;
  }
  // `ENV NAME value`, `--password value`, `<Secret encoding="plain">value`.
  if (i > nameEnd) {
    const at = kind.path.endsWith('.bicep') ? further(typed, text, nameEnd) : undefined;
    if (at !== undefined) return { bound: 'assign', at };
    if (/[a-zA-Z]/.test(text.charAt(i)) && text.startsWith('encoding=', i)) {
      const close = text.indexOf('>', i);
      if (close > 0 && close < i + 60) return { bound: 'element', at: close + 1 };
    }
    return { bound: 'space', at: i };
  }
  return undefined;
};

/** `The password is "x"`, `password was set to x`. */
const tells = /[ \t]{1,2}(?:(?:is|was)(?:[ \t](?:set[ \t]to|now))?:?[ \t]{1,2}(?=[^\s])|(?=["'`][^\s"'`]{4,80}["'`]))/y;
const inRemark = (text: string, at: number): boolean => {
  const near = text.slice(Math.max(0, at - 120), at);
  return /^[^"'`]{0,80}?(?:\/\/|#|\*|--|;|<!--|%)[^"'`]*$/.test(near.slice(near.lastIndexOf('\n') + 1));
};
const prose = (kind: PathKind): PathKind => (kind.writes === 'code' ? { ...kind, writes: 'text' } : kind);

/** A blank binds after `ENV`, `ARG`, `setx`, in flags, and in files of words such as .netrc. */
const spaceBinds = (text: string, nameStart: number, dashes: number, kind: PathKind): boolean => {
  if (dashes >= 1) return true;
  // Bounded: a file may be one line of megabytes.
  const near = text.slice(Math.max(0, nameStart - 40), nameStart);
  const lead = near.slice(near.lastIndexOf('\n') + 1);
  if (/(?:^|\s)(?:ENV|env|ARG|setx|SETX|set|#define|fastcgi_param|SetEnv|setenv|identified by|with)\s+$/i.test(lead)) return true;
  return (kind.writes !== 'code' || /\.(?:groovy|rb|pp)$/.test(kind.path)) && /^\s*$/.test(lead) && lead.length <= 16;
};

interface Literal {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  readonly part: boolean;
}

const literalAt = (text: string, from: number, kind: PathKind, bound: Assignment['bound'], escaped: boolean, element: boolean): Literal | undefined => {
  let i = from;
  const most = Math.min(text.length, from + longestValue);
  const stop = from + 200;
  const skipped = bound === 'call' ? 10 : 32;
  while (i < most && i < stop && (isSpace(text.charCodeAt(i)) || text.charCodeAt(i) === skipped)) i++;
  // The value on the next line: `= (\n "x"`, `: >-\n  x`.
  const lead = text.charCodeAt(i);
  if (bound !== 'space' ? /[>|(\\\r\n]/.test(text.charAt(i)) : lead === 92) {
    const next = lead === 92 && kind.writes !== 'code' ? continued : folded;
    next.lastIndex = i;
    if (next.exec(text)) i = next.lastIndex;
  }
  if (i >= most) return undefined;
  if (bound === 'element' && element) {
    const data = text.startsWith('<![CDATA[', i);
    if (data) i += 9;
    const end = data ? text.indexOf(']]>', i) : text.indexOf('<', i);
    if (end < 0 || end > most || end === i) return undefined;
    const value = text.slice(i, end).trim();
    const start = i + text.slice(i, end).indexOf(value);
    return value === '' || value.includes('\n') ? undefined : { value, start, end: start + value.length, quoted: true, part: false };
  }
  prefixed.lastIndex = i;
  const open = prefixed.exec(text);
  if (open) return quotedAt(text, i + open[0].length, most, open[2] === undefined ? '' : open[2], open[1] ?? '', escaped || open[0].includes('\\'), kind);
  // Environment look-ups with a literal behind: `os.getenv("PASSWORD", "x")` is read at the inner name.
  if (kind.writes === 'code' || bound === 'call' || bound === 'compare') return undefined;
  // Without quotes, HCL has expressions only; scripts inside it are written without blanks.
  if (bound === 'assign' && /\.(?:tf|tfvars|hcl|nomad)$/.test(kind.path) && /\s/.test(text.charAt(from))) return undefined;
  return bareAt(text, i, most, kind, bound);
};

/** `'X-Api-Key: value'`: name and value in one text, as headers are given to commands. */
const headerValue = /[ \t]{0,2}([^\s"'`$<{][^\s"'`]{7,400})(["'`])/y;
const headerAt = (text: string, at: number, quote: string): Literal | undefined => {
  headerValue.lastIndex = at;
  const match = headerValue.exec(text);
  const value = match?.[1];
  if (!match || value === undefined || match[2] !== quote) return undefined;
  const start = headerValue.lastIndex - 1 - value.length;
  return { value, start, end: start + value.length, quoted: true, part: false };
};

/** `'NAME=value'`: an item of a list, an argument. */
const pairValue = /([^\s"'`$<{&;,%=][^\s"'`&;<>]{3,400})(?=["'`&;\s])/y;
const pairAt = (text: string, at: number): Literal | undefined => {
  pairValue.lastIndex = at;
  const value = pairValue.exec(text)?.[1];
  return value === undefined || value.endsWith('\\') ? undefined : { value, start: at, end: at + value.length, quoted: true, part: false };
};

/** `?api_key=value&x=y`. */
const queryValue = /[^\s"'`<>&#(){}$\\]{4,1000}/y;
const queryAt = (text: string, at: number): Literal | undefined => {
  queryValue.lastIndex = at;
  const value = queryValue.exec(text)?.[0];
  return value === undefined ? undefined : { value, start: at, end: at + value.length, quoted: true, part: false };
};

const folded = /[>|][+-]?\d?[ \t]*\r?\n[ \t]+|\([ \t]*\r?\n[ \t]*(?=["'`])|\\?\r?\n[ \t]*(?=["'`])/y;
const prefixed = /([rbfuRBFUL@$]{0,2}|String\.raw|\(|&|\w{1,20}\(|\[\]byte\()(\\?["'`]|"""|''')/y;
/** A line that goes on in the next one, of shells and property files. */
const continued = /\\\r?\n[ \t]*/y;

/** `"a" + "b"` over lines: what stands between two literals of one value. */
const plus = /(["'])[ \t]{0,8}(?:\\?\r?\n[ \t]{0,80})?[+.&][ \t]{0,8}(?:\\?\r?\n[ \t]{0,80})?\1/y;
/** Python and C join literals that follow each other. */
const adjacent = /(["'])[ \t]{0,8}\\?\r?\n[ \t]{0,80}\1(?!\1)/y;
const joinsNeighbours = /\.(?:pyi?|c|cc|cpp|cxx|h|hpp|m|mm)$/;
const mostLiterals = 16;

const quotedAt = (text: string, from: number, most: number, quote: string, prefix: string, escaped: boolean, kind: PathKind): Literal | undefined => {
  const mark = quote.replace('\\', '');
  const triple = text.startsWith(mark + mark, from) && mark.length === 1;
  const start = triple ? from + 2 : from;
  const closing = triple ? mark + mark + mark : escaped ? `\\${mark}` : mark;
  let end = start;
  const first = closing.charCodeAt(0);
  let slashes = false;
  while (end < most) {
    const c = text.charCodeAt(end);
    if (c === first && (closing.length === 1 || text.startsWith(closing, end))) break;
    if (c === 92) {
      slashes = true;
      end += 2;
      continue;
    }
    if ((c === 10 || c === 13) && mark !== '`' && !triple) return undefined;
    end++;
  }
  if (end >= most || end === start) return undefined;
  let raw = text.slice(start, end);
  if (!escaped && closing.length === 1 && mark !== '`')
    for (let count = 1; count < mostLiterals; count++) {
      const next = further(plus, text, end) ?? (joinsNeighbours.test(kind.path) ? further(adjacent, text, end) : undefined);
      // Bounded: without an end the text may be megabytes.
      const length = next === undefined ? -1 : text.slice(next, most).search(/["'\\\n]/);
      if (next === undefined || length < 0 || text.charAt(next + length) !== mark) break;
      raw += text.slice(next, next + length);
      end = next + length;
    }
  // A literal in a literal: `"\"value\""`, `'"value"'`.
  const inner = slashes || /["']/.test(raw.charAt(0)) ? /^(\\?["'])([^"'\\]{4,})\1$/.exec(raw) : undefined;
  if (inner?.[1] !== undefined && inner[2] !== undefined)
    return { value: inner[2], start: start + inner[1].length, end: end - inner[1].length, quoted: true, part: false };
  const after = /^[\s)]{0,20}(?:\+|\.format|%\s|\.\s["'$]|\.replace)/.test(text.slice(end + closing.length, end + closing.length + 30));
  const filled = (/[fF$]/.test(prefix) && raw.includes('{')) || (mark === '`' && raw.includes('${'));
  return { value: slashes && !escaped && !/[rR@]/.test(prefix) ? unescaped(raw) : raw, start, end, quoted: true, part: after || filled };
};

const bareAt = (text: string, from: number, most: number, kind: PathKind, bound: Assignment['bound']): Literal | undefined => {
  let end = from;
  while (end < most && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  let raw = text.slice(from, end);
  // A remark behind the value, and whatever a list or a command goes on with.
  const remark = /\s(?:#|\/\/|;|--)/.exec(raw);
  if (remark) raw = raw.slice(0, remark.index);
  const cut = bound === 'colon' && kind.writes === 'config' ? /\s{2,}|[,}\]]\s*$/ : /\s|[;,](?=\s|$)|[)}\]"'`](?=\s|[,;)]|$)/;
  const stop = cut.exec(raw);
  if (stop) raw = raw.slice(0, stop.index);
  raw = raw.trimEnd();
  // `password=first\` and the rest on the next line.
  if (raw.endsWith('\\') && !/\s/.test(raw) && kind.path.endsWith('.properties')) {
    const rest = /^\r?\n[ \t]*(\S{1,400})/.exec(text.slice(end, Math.min(most, end + 500)));
    if (rest?.[1] !== undefined) return { value: raw.slice(0, -1) + rest[1], start: from, end: end + rest[0].length, quoted: false, part: false };
  }
  return raw === '' ? undefined : { value: raw, start: from, end: from + raw.length, quoted: false, part: false };
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
const unescaped = (raw: string): string =>
  raw.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, four?: string, two?: string, one?: string) =>
    one === undefined ? String.fromCharCode(Number.parseInt(four ?? two ?? '0', 16)) : (escapes[one] ?? one),
  );

import type { Literal } from './literal.ts';
import { fallbackAt, further, headerAt, isSpace, literalAt, pairAt, queryAt } from './literal.ts';
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
  /** How they are bound; `compare` for `==`, `space` for `ENV NAME value` and `--name value`, `call` for `setName("value")`, `told` for sentences. */
  readonly bound: 'assign' | 'colon' | 'compare' | 'call' | 'pair' | 'element' | 'space' | 'told';
  /** The literal is only a part of the value: concatenated, formatted, cut. */
  readonly part: boolean;
  readonly kind: PathKind;
}

const longestName = 80;

const isNameCode = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 45 || c === 46;
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
 * `isAsked`: whether anybody wants to know what this name is given.
 */
export const assignmentAt = (
  text: string,
  at: number,
  end: number,
  kind: PathKind,
  isAsked: (name: string) => boolean = () => true,
): Assignment | undefined => {
  // Short names are looked for with what binds them: `pw=`, `pw:`.
  const nameEnd = shortNameEnd(text, at) ?? end;
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
  const opening = namedInQuotes || text.charCodeAt(nameEnd) !== 58 ? undefined : expansionAt(text, at);
  if (opening !== undefined) {
    const fallback = fallbackAt(text, nameEnd);
    return fallback && assignment(text, opening, nameEnd, 'assign', kind, fallback);
  }

  let nameStart = at;
  const least = Math.max(0, at - longestName);
  while (nameStart > least && isNameCode(text.charCodeAt(nameStart - 1))) nameStart--;
  let dashes = 0;
  while (nameStart + dashes < nameEnd && (text.charCodeAt(nameStart + dashes) === 45 || text.charCodeAt(nameStart + dashes) === 46)) dashes++;
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
      bound = 'told';
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

  if (!isAsked(nameIn(text, nameStart + dashes, nameEnd))) return undefined;
  const inElement = before === 60 || before === 58 || before === 62 || namedInQuotes;
  const literal = header ?? (asked ? queryAt(text, valueAt) : literalAt(text, valueAt, told ? prose(kind) : kind, bound, escaped, inElement));
  if (literal === undefined) return undefined;
  if (bound === 'colon' && kind.writes === 'code' && !literal.quoted && !told) return undefined;
  if (bound === 'told' && (/pass$/i.test(text.slice(nameStart, nameEnd)) || /[=(]/.test(literal.value))) return undefined;
  // What a sentence tells is taken for a value only if no word could be it.
  if (told && !literal.quoted && !/^(?=.*\d)(?=.*[A-Za-z])\S{6,}$/.test(literal.value)) return undefined;
  if (bound === 'assign' && dashes >= 2) bound = 'space';
  return assignment(text, nameStart + dashes, nameEnd, bound, kind, literal);
};

/** `pw`, `_pw`, `-pw`, `pat`, with what binds them. */
const shortNameEnd = (text: string, at: number): number | undefined => {
  const first = text.charCodeAt(at);
  const p = first === 95 || first === 45 ? at + 1 : at;
  if ((text.charCodeAt(p) | 32) !== 112) return undefined;
  const second = text.charCodeAt(p + 1) | 32;
  const end = second === 119 ? p + 2 : second === 97 && (text.charCodeAt(p + 2) | 32) === 116 ? p + 3 : 0;
  const next = text.charCodeAt(end);
  return end > 0 && (next === 61 || next === 58 || next === 34) ? end : undefined;
};

const nameIn = (text: string, start: number, end: number): string => {
  let last = end;
  while (last > start && (text.charCodeAt(last - 1) === 45 || text.charCodeAt(last - 1) === 46)) last--;
  return text.slice(start, last);
};
/** Its letters and digits in lower case. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Field by field: spreading objects costs more than all the rest here. */
const assignment = (
  text: string,
  nameStart: number,
  nameEnd: number,
  bound: Assignment['bound'],
  kind: PathKind,
  { value, start, end, quoted, part }: Literal,
): Assignment => {
  const name = nameIn(text, nameStart, nameEnd);
  return { name, plain: plainName(name), nameStart, value, start, end, quoted, bound, part, kind };
};

/** Where the name begins, if it stands in `${…`. */
const expansionAt = (text: string, at: number): number | undefined => {
  const before = text.slice(Math.max(0, at - longestName), at);
  const open = before.lastIndexOf('${');
  return open < 0 || /[^\w.-]/.test(before.slice(open + 2)) ? undefined : at - before.length + open + 2;
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

/** What binds stands before, blanks and a quote apart. */
const isGiven = (text: string, start: number): boolean => {
  let at = isQuote(text.charCodeAt(start - 1)) ? start - 2 : start - 1;
  const least = at - 9;
  while (at > least && isSpace(text.charCodeAt(at))) at--;
  const c = text.charCodeAt(at);
  return c === 58 || c === 61;
};

/** `{ "value": "x", "name": "PASSWORD" }`: the value stands before its name. */
const valueBefore = (text: string, at: number, nameEnd: number, kind: PathKind): Operator | undefined => {
  const next = text.charCodeAt(nameEnd);
  if (!(isQuote(next) || next === 10 || next === 13 || Number.isNaN(next)) || kind.writes === 'text') return undefined;
  let start = at;
  const least = Math.max(0, at - longestName);
  while (start > least && isNameCode(text.charCodeAt(start - 1))) start--;
  // The cheap refusal again.
  const mark = text.charCodeAt(isQuote(text.charCodeAt(start - 1)) ? start - 2 : start - 1);
  if (!(isSpace(mark) || mark === 58 || mark === 61) || !isGiven(text, start) || !namesName.test(text.slice(Math.max(0, start - 24), start))) return undefined;
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
const nextString = /<\/(?:key|name|Name)>\s{0,40}<(?:string|value|Value)>/y;
const typed = /[ \t]{1,4}(?:string|object)[ \t]{0,4}=[ \t]{0,4}/y;
const property = /\s{0,4}\{\s{0,4}get;[^}]{0,40}\}\s{0,4}=\s{0,4}/y;
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
const tells =
  /[ \t]{1,2}(?:for[ \t](?:the[ \t])?(?:user[ \t])?["'`]?[\w.@-]{1,40}["'`]?[ \t])?(?:(?:is|was)(?:[ \t](?:set[ \t]to|now))?:?[ \t]{1,2}(?=[^\s])|(?=["'`][^\s"'`]{4,80}["'`]))/y;
const opensRemark = Uint8Array.from({ length: 256 }, (_, c) => Number('*-;<%/#'.includes(String.fromCharCode(c))));
const inRemark = (text: string, at: number): boolean => {
  // The cheap refusal: no such character on the line.
  let from = at - 1;
  const least = Math.max(0, at - 120);
  while (from >= least && text.charCodeAt(from) !== 10 && opensRemark[text.charCodeAt(from) & 0xff] === 0) from--;
  if (from < least || text.charCodeAt(from) === 10) return false;
  const near = text.slice(Math.max(0, at - 120), at);
  const line = near.slice(near.lastIndexOf('\n') + 1);
  return /^[ \t]{0,60}(?:\*|--|;|<!--|%|\/\*|#)/.test(line) || /^[^"'`]{0,110}(?:\/\/|[ \t]#[ \t])[^"'`]{0,110}$/.test(line);
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

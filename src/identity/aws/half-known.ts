import { chain, type Origin } from '#core/origin';

/**
 * A text of which the code tells all but the values of some variables, such as `"agent-${var.suffix}"`: the variable stands for its value, so that the text
 * is the same wherever the same is written. References to blocks and data stay as `${address.attribute}`. Undefined: it is made in another way.
 *
 * `prefix`: of the addresses of blocks in the module, such as `module.a.`.
 */
export const halfKnown = (origin: Origin, prefix: string): string | undefined => {
  if (origin.is !== 'written') return undefined;
  const place = chain(origin).at(-1);
  const written = place?.file.text.slice(place.start, place.end);
  if (!place || written === undefined || written.length > 1000 || !/^"(?:[^"\\\n]|\\.)*"$/.test(written) || written.includes('%{')) return undefined;
  // In a name of an ARN a slash would be the end of a path.
  const folder = place.file.path
    .split('/')
    .slice(0, -1)
    .map((one) => `${one}.`)
    .join('');
  let whole = true;
  const text = written.slice(1, -1).replace(/\$\{\s*([^{}]*?)\s*\}/g, (_hole, inner: string) => {
    if (/^var\.[\w-]+$/.test(inner)) return `{${folder}${inner}}`;
    const [, data] = /^(data\.aws_(?:caller_identity|partition|region))\.[\w-]+\.\w+$/.exec(inner) ?? [];
    if (data !== undefined) return `\${${data}.${inner.slice(inner.lastIndexOf('.') + 1)}}`;
    if (/^[a-z]\w*_[\w-]+\.[\w-]+\.\w+$/.test(inner)) return `\${${prefix}${inner}}`;
    whole = false;
    return '';
  });
  return whole && !text.includes('\\') ? text : undefined;
};

/** The name of a thing, or a pattern whose unknown parts are all in its name: not its service, region or account. */
export const isPlaced = (text: string): boolean => !text.startsWith('arn:') || !text.split(':', 5).join(':').includes('{');

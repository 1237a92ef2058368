import type { CompiledPolicy, CompiledStatement } from '../compile.ts';
import { notKnown, type Look } from '../context.ts';

/** What the layers that cut each other say of one action, sorted for quick answers: most questions of a search need no full evaluation. */
export interface Sifted {
  /** By layer: what may allow. */
  readonly allows: readonly (readonly CompiledStatement[])[];
  readonly denies: readonly CompiledStatement[];
}

export const sift = (layers: readonly (readonly CompiledPolicy[])[], action: string): Sifted => {
  const denies: CompiledStatement[] = [];
  const allows = layers.map((policies) => {
    const list: CompiledStatement[] = [];
    for (const policy of policies)
      for (const statement of policy.on(action)) {
        const { effect } = statement.source;
        if (effect !== 'Deny') list.push(statement);
        if (effect !== 'Allow') denies.push(statement);
      }
    return list;
  });
  return { allows, denies };
};

/**
 * May these layers allow it? `true`: certainly, whatever the request is like. `false`: certainly not. Undefined: it takes the whole evaluation. Resource
 * policies and resource control policies are not asked here.
 */
export const quickly = ({ allows, denies }: Sifted, action: string, resource: string): boolean | undefined => {
  let certain = true;
  for (const layer of allows) {
    let found: boolean | undefined = false;
    for (const statement of layer) {
      const touches = statement.resource(resource, nobodyKnows);
      if (touches === false) continue;
      if (touches === true && statement.plain && statement.action(action) === true) {
        found = true;
        break;
      }
      found = undefined;
    }
    if (found === false) return false;
    if (found === undefined) certain = false;
  }
  for (const statement of denies) {
    const touches = statement.resource(resource, nobodyKnows);
    if (touches === false) continue;
    if (touches === true && statement.plain && statement.action(action) === true) return false;
    certain = false;
  }
  return certain ? true : undefined;
};
const nobodyKnows: Look = () => notKnown;

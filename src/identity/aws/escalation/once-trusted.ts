import type { Truth } from '../../residual.ts';
import { compile, type CompiledPolicy } from '../compile.ts';
import { decide } from '../decide.ts';
import type { HolderState } from '../estate.ts';
import { always, chosenWell, requestOf, type Node } from './node.ts';
import { quickly, sift, type Sifted } from './quick.ts';
import type { Terrain } from './terrain.ts';

const action = 'sts:assumerole';

/**
 * May the node assume a role that it has made to trust it by name? It needs no right of its own then, but a Deny, a guardrail, and of a role its boundary
 * still count. "Policy evaluation for requests within a single account" in the IAM User Guide.
 */
export const onceTrusted = ({ engine }: Terrain, node: Node, target: HolderState): Truth => {
  const { arn } = target.is;
  const { rcps = [] } = engine.estate.guardrails.get(target.is.account) ?? {};
  if (rcps.length === 0) {
    const answer = quickly(limitsOf(node), action, arn);
    if (answer !== undefined) return answer;
  }
  const request = requestOf(engine, node, 'sts:AssumeRole', arn, { is: 'partial', keys: always }, false);
  const { decision, condition } = decide({ ...request, layers: { ...request.layers, resource: trustIn(node) } });
  return decision === 'allow' ? true : decision === 'allow-if' && condition ? chosenWell(condition, action, false, node) : false;
};

const limitsOf = (node: Node): Sifted => {
  const key = `${action} once trusted`;
  const known = node.sifted.get(key);
  if (known) return known;
  const { allows, denies } = sift(node.layers, action);
  // The first layer is the identity's, the second the boundary's, if there is one: of a user it does not limit what a trust policy gives by name.
  const made = { allows: allows.slice(node.boundary && node.holder.kind === 'user' ? 2 : 1), denies };
  node.sifted.set(key, made);
  return made;
};

const remembered = new WeakMap<HolderState, CompiledPolicy>();
const trustIn = ({ holder }: Node): CompiledPolicy => {
  const made =
    remembered.get(holder) ??
    compile({
      id: `trust in ${holder.is.arn}`,
      name: `trust in ${holder.is.name}`,
      at: undefined,
      document: {
        version: '2012-10-17',
        statements: [
          {
            sid: undefined,
            effect: 'Allow',
            actions: { not: false, list: ['sts:AssumeRole'], open: undefined },
            resources: undefined,
            principals: { not: false, list: [`AWS:${holder.is.arn}`], open: undefined },
            conditions: [],
            doubt: undefined,
            at: undefined,
          },
        ],
      },
    });
  remembered.set(holder, made);
  return made;
};

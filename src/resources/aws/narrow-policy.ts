import { root, type Origin } from '#core/origin';
import type { Around } from '../facets.ts';

/** The same change in the provider's words for each type that holds statements. */
export type Narrowing = { readonly drop: Origin } | { readonly replace: Origin; readonly to: string | readonly string[] };

/**
 * What to write in the place of a pattern that gives too much. An action that is named goes. The wildcard of IAM is left with reading. The wildcard over
 * everything becomes the services of which there are resources beside it, without those that administer identities and accounts.
 */
export const narrowed = (because: readonly Origin[], around: Around): readonly Narrowing[] =>
  because.flatMap((origin): readonly Narrowing[] => {
    if (origin.is !== 'written') return [];
    const { file, start, end } = root(origin);
    const text = file.text.slice(start, end);
    const [, pattern] = /^"([^"$]+)"$/.exec(text) ?? [];
    if (pattern === undefined) return [{ drop: origin }];
    if (/^arn:[^:]+:iam::aws:policy\/(.+\/)?AdministratorAccess$/.test(pattern)) return [{ replace: origin, to: pattern.replace(/[^/]+$/, 'PowerUserAccess') }];
    if (/^(\*|\*:\*)$/.test(pattern)) {
      const services = servicesOf(around.typesInAccount());
      return services.length === 0 ? [] : [{ replace: origin, to: services.map((service) => `${service}:*`) }];
    }
    if (/^iam:(\*|[a-z]+\*)$/i.test(pattern)) return [{ replace: origin, to: ['iam:Get*', 'iam:List*'] }];
    return /[*?]/.test(pattern) ? [] : [{ drop: origin }];
  });

/** Action prefixes of CloudFormation namespaces, where they are not the same in lower case. `undefined`: no service of its own, or one that administers. */
const prefixes: Readonly<Record<string, string | undefined>> = {
  ApiGatewayV2: 'apigateway',
  ApplicationAutoScaling: 'application-autoscaling',
  CertificateManager: 'acm',
  Cognito: 'cognito-idp',
  DocDB: 'rds',
  EFS: 'elasticfilesystem',
  ElasticLoadBalancingV2: 'elasticloadbalancing',
  Elasticsearch: 'es',
  IAM: undefined,
  KinesisFirehose: 'firehose',
  MSK: 'kafka',
  Neptune: 'rds',
  OpenSearchService: 'es',
  Organizations: undefined,
  SSO: undefined,
  StepFunctions: 'states',
  WAFRegional: 'waf-regional',
};
const servicesOf = (types: readonly string[]): readonly string[] =>
  [
    ...new Set(
      types.flatMap((type) => {
        const [provider, namespace = ''] = type.split('::');
        return provider !== 'AWS' ? [] : Object.hasOwn(prefixes, namespace) ? (prefixes[namespace] ?? []) : namespace.toLowerCase();
      }),
    ),
  ].sort();

import { partial, str, stringType, unknownVal } from './make.ts';
import { iamPolicy } from './google-iam-policy.ts';
import { policyDocument } from './iam-policy-document.ts';
import type { Val } from './value.ts';

/**
 * Attributes of data sources that can be said without asking anybody; undefined: only the provider knows (or it is an argument). `body` evaluates the
 * arguments, `region` and `defaultTags` those of the provider, `render` a template.
 */
export const dataAttribute = (
  type: string,
  name: string,
  body: () => ReadonlyMap<string, Val>,
  region: () => Val | undefined,
  defaultTags: () => Val | undefined,
  render: (template: string, variables: ReadonlyMap<string, Val>) => Val,
): Val | undefined => {
  switch (type) {
    case 'aws_iam_policy_document':
      return name === 'json' || name === 'minified_json' ? policyDocument(body()) : undefined;
    case 'google_iam_policy':
      return name === 'policy_data' ? iamPolicy(body()) : undefined;
    // The commercial partition is assumed: the code rarely says otherwise.
    case 'aws_partition':
      return !Object.hasOwn(partition, name) ? undefined : { ...str(partition[name] ?? ''), assumed: true };
    case 'aws_region':
      return name === 'name' || name === 'id' || name === 'region' ? region() : undefined;
    case 'aws_default_tags':
      return name === 'tags' ? defaultTags() : undefined;
    case 'aws_caller_identity':
      return name === 'account_id' || name === 'arn'
        ? unknownVal({ code: 'account-fact', about: 'account id' }, stringType, {
            notNull: true,
            parts: [{ address: 'data.aws_caller_identity', attribute: name }],
          })
        : undefined;
    case 'aws_service_principal':
      return name === 'name' || name === 'id' ? servicePrincipal(body().get('service_name')) : undefined;
    case 'aws_iam_policy': {
      const named = body().get('name');
      // A policy of that name may be the account's own only if no managed one has it.
      if (name !== 'arn' || named?.kind !== 'string') return undefined;
      return managed.has(named.value)
        ? { ...str(`arn:aws:iam::aws:policy/${named.value}`), assumed: true }
        : partial(['arn:aws:iam::', { address: 'data.aws_iam_policy', attribute: named.value }, `:policy/${named.value}`], {
            code: 'after-apply',
            about: 'arn',
          });
    }
    case 'azurerm_role_definition': {
      // The id is Azure's; that it is the role of this name is known.
      const named = body().get('name');
      return /^(id|role_definition_id)$/.test(name) && named?.kind === 'string'
        ? unknownVal({ code: 'after-apply', about: 'role definition id' }, stringType, {
            notNull: true,
            parts: [{ address: `data.azurerm_role_definition["${named.value}"]`, attribute: name }],
          })
        : undefined;
    }
    // Older code has it for the function templatefile(). https://registry.terraform.io/providers/hashicorp/template/latest/docs/data-sources/file
    case 'template_file': {
      const given = body();
      const [template, variables] = [given.get('template'), given.get('vars')];
      return name === 'rendered' && template?.kind === 'string' && (variables === undefined || variables.kind === 'null' || 'entries' in variables)
        ? render(template.value, variables && 'entries' in variables ? variables.entries : new Map())
        : undefined;
    }
    case 'aws_arn': {
      const arn = body().get('arn');
      const at = ['', 'partition', 'service', 'region', 'account'].indexOf(name);
      return arn?.kind === 'string' && at > 0 ? str(arn.value.split(':')[at] ?? '') : undefined;
    }
    default:
      return undefined;
  }
};

const partition: Readonly<Record<string, string>> = { partition: 'aws', id: 'aws', dns_suffix: 'amazonaws.com', reverse_dns_prefix: 'com.amazonaws' };
const managed = new Set([
  'AdministratorAccess',
  'PowerUserAccess',
  'IAMFullAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
  'ViewOnlyAccess',
  'AmazonS3FullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonEC2FullAccess',
  'AmazonRDSFullAccess',
]);
const servicePrincipal = (service: Val | undefined): Val | undefined => (service?.kind === 'string' ? str(`${service.value}.amazonaws.com`) : undefined);

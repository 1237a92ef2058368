import { object, partial, partsOf, str, stringType, unknownVal } from '../make.ts';
import type { Val } from '../value.ts';
import { failed, text, type FunctionTable } from './function.ts';

const one = { min: 1, max: 1, result: stringType };

/** Functions of providers that need nobody to be asked. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_build */
export const providerFunctions: FunctionTable = {
  'provider::aws::arn_build': {
    ...one,
    min: 5,
    max: 5,
    takesUnknown: true,
    call: (args) => {
      const open = args.find(({ kind }) => kind === 'unknown');
      const parts = args.flatMap((arg, i) => [...(i === 0 ? [] : [':']), ...(partsOf(arg) ?? [undefined])]);
      const known = parts.filter((part) => part !== undefined);
      if (open?.kind !== 'unknown') return str(['arn', ...args.map((_, i) => text(args, i))].join(':'));
      return known.length === parts.length ? partial(['arn:', ...known], open.why) : unknownVal(open.why, stringType, { notNull: true });
    },
  },
  'provider::aws::arn_parse': {
    ...one,
    call: (args) => {
      const [, partition = '', service = '', region = '', account = '', resource = ''] = arn(text(args, 0));
      return object(
        new Map<string, Val>([
          ['partition', str(partition)],
          ['service', str(service)],
          ['region', str(region)],
          ['account_id', str(account)],
          ['resource', str(resource)],
        ]),
      );
    },
  },
  'provider::aws::trim_iam_role_path': {
    ...one,
    call: (args) => {
      const [, partition = '', service = '', region = '', account = '', resource = ''] = arn(text(args, 0));
      if (service !== 'iam' || !resource.startsWith('role/')) throw failed('This is not the ARN of a role.', 'IAM ロールの ARN ではありません。');
      return str(`arn:${partition}:${service}:${region}:${account}:role/${resource.slice(resource.lastIndexOf('/') + 1)}`);
    },
  },
};

const arn = (written: string): readonly string[] => {
  const found = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/s.exec(written);
  if (!found) throw failed(`"${written}" is not an ARN.`, `「${written}」は ARN 形式ではありません。`);
  return found;
};

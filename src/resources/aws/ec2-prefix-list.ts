import { coversWorld } from '#core/addresses';
import { known, unknown, type Fact, type Unknown, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import { absent } from '#core/origin';
import { each, gathered, text, type View } from '../property.ts';
import { resourceType } from '../resource-type.ts';

const properties = {
  PrefixListName: text(['name']),
  Entries: gathered<Fact<string>>(
    ({ type, attributes }: EvaluatedBlock) =>
      type === 'aws_ec2_managed_prefix_list_entry'
        ? [cidrOf(attributes['cidr'])]
        : each(attributes['entry'] ?? attributes['Entries'], (entry) => cidrOf(entry['cidr'] ?? entry['Cidr']), doubt),
    doubt,
  ),
} as const;

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-prefixlist.html
const prefixList = resourceType('AWS::EC2::PrefixList', {
  cloud: 'aws',
  service: 'Amazon VPC',
  model: 'iaas',
  terraform: ['aws_ec2_managed_prefix_list'],
  folds: { aws_ec2_managed_prefix_list_entry: 'prefix_list_id' },
  name: 'PrefixListName',
  properties,
  facets: {},
});
export default prefixList;

function doubt(why: Unknown): Fact<string> {
  return unknown(why.why.code, why.why.about, why.origin);
}
function cidrOf(value: Value | undefined): Fact<string> {
  return value === undefined ? unknown('absent-undecided', 'Cidr', absent) : text().read(value);
}

/** Together its entries are the world. */
export const listsWorld = ({ Entries: entries }: View<typeof properties>): Fact<boolean> => {
  const ranges = entries.flatMap((one) => (one.is === 'known' ? [one.value] : []));
  const open = entries.find((one) => one.is === 'unknown');
  if (coversWorld(ranges)) return known(true, entries[0]?.origin ?? absent);
  return open?.is === 'unknown' ? unknown(open.why.code, open.why.about, open.origin) : known(false, absent);
};

import { isFields, isList, known, type Fact, type Value, unknown, isAbsent } from '#core/value';
import { absent } from '#core/origin';
import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html
export default resourceType('AWS::ECS::Cluster', {
  cloud: 'aws',
  service: 'Amazon ECS',
  model: 'paas',
  terraform: ['aws_ecs_cluster'],
  name: 'ClusterName',
  properties: { ClusterName: text(['name']), ClusterSettings: raw(['setting']) },
  facets: { monitoring: (cluster) => ({ kind: 'insights', on: insights(cluster.ClusterSettings) }) },
});

const insights = (settings: Value): Fact<boolean> => {
  if (isAbsent(settings)) return known(false, absent);
  if (settings.is !== 'known' || !isList(settings.value)) return unknown('after-apply', 'ClusterSettings', settings.origin);
  return known(
    settings.value.some((one) => {
      if (one.is !== 'known' || !isFields(one.value)) return false;
      const value = one.value['value'] ?? one.value['Value'];
      return value?.is === 'known' && /^enabled|enhanced$/.test(String(value.value));
    }),
    settings.origin,
  );
};

import type { EvaluatedBlock } from '#sources/block';
import type { Statement } from '../facets.ts';
import { gathered, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { doubtfulStatement, permission, resourcePolicy } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html
export default resourceType('AWS::Lambda::LayerVersion', {
  cloud: 'aws',
  service: 'AWS Lambda',
  model: 'paas',
  terraform: ['aws_lambda_layer_version'],
  folds: { aws_lambda_layer_version_permission: 'layer_name' },
  name: 'LayerName',
  properties: { LayerName: text(['layer_name']), Permissions: gathered<Statement>(permissions, (why) => doubtfulStatement(why)) },
  facets: { resourcePolicy: (layer) => resourcePolicy('function', layer.Permissions) },
  remedies: { 'narrow-resource-policy': (_layer, because) => because.map((drop) => ({ drop })) },
});

function permissions({ type, attributes, place }: EvaluatedBlock): readonly Statement[] {
  if (type !== 'aws_lambda_layer_version_permission') return [];
  const { principal, action, organization_id: organization } = attributes;
  return [permission({ principal, action, otherwise: 'lambda:GetLayerVersion', conditions: [['StringEquals', 'aws:principalorgid', organization]], place })];
}

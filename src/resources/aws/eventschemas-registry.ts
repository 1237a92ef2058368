import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eventschemas-registry.html
export default resourceType('AWS::EventSchemas::Registry', {
  cloud: 'aws',
  service: 'Amazon EventBridge',
  model: 'saas',
  terraform: ['aws_schemas_registry'],
  folds: { aws_schemas_registry_policy: 'registry_name', 'AWS::EventSchemas::RegistryPolicy': 'RegistryName' },
  name: 'RegistryName',
  properties: {
    RegistryName: text(['name']),
    Policy: document(['aws_schemas_registry_policy#policy', 'AWS::EventSchemas::RegistryPolicy#Policy']),
  },
  facets: { resourcePolicy: (registry) => resourcePolicy('registry', statementsOf(registry.Policy)) },
});

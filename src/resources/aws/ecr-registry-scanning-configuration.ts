import { text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html
export default resourceType('AWS::ECR::RegistryScanningConfiguration', {
  cloud: 'aws',
  service: 'Amazon ECR',
  model: 'saas',
  terraform: ['aws_ecr_registry_scanning_configuration'],
  properties: { ScanType: text(['scan_type']) },
  facets: {},
});

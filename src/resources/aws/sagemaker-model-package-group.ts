import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-modelpackagegroup.html
export default resourceType('AWS::SageMaker::ModelPackageGroup', {
  cloud: 'aws',
  service: 'Amazon SageMaker',
  model: 'paas',
  terraform: ['aws_sagemaker_model_package_group'],
  folds: { aws_sagemaker_model_package_group_policy: 'model_package_group_name' },
  name: 'ModelPackageGroupName',
  properties: {
    ModelPackageGroupName: text(['model_package_group_name']),
    ModelPackageGroupPolicy: document(['aws_sagemaker_model_package_group_policy#resource_policy']),
  },
  facets: { resourcePolicy: (group) => resourcePolicy('model', statementsOf(group.ModelPackageGroupPolicy)) },
});

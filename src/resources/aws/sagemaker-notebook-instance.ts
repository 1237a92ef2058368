import { map } from '#core/value';
import { always, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { keyed, notEmpty, tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-notebookinstance.html
export default resourceType('AWS::SageMaker::NotebookInstance', {
  cloud: 'aws',
  service: 'Amazon SageMaker',
  model: 'paas',
  terraform: ['aws_sagemaker_notebook_instance'],
  name: 'NotebookInstanceName',
  properties: {
    NotebookInstanceName: text(['name']),
    DirectInternetAccess: text(['direct_internet_access'], always('Enabled', '2018-03-15')),
    RootAccess: text(['root_access'], always('Enabled', '2018-03-15')),
    RoleArn: names('AWS::IAM::Role', ['role_arn']),
    Tags: tags(),
    KmsKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    SubnetId: names('AWS::EC2::Subnet', ['subnet_id']),
  },
  facets: {
    notebook: (notebook) => ({
      rootAccess: map(notebook.RootAccess, (state) => state === 'Enabled'),
      directInternet: map(notebook.DirectInternetAccess, (state) => state === 'Enabled'),
    }),
    dataAtRest: (notebook) => ({ holds: 'notebook', encryption: keyed(notebook.KmsKeyId) }),
    runsAs: (_notebook, around) => ({ roles: around.related('RoleArn'), facts: {} }),
    privateNetwork: (notebook) => ({ inside: notEmpty(notebook.SubnetId) }),
  },
  recreatedBy: ['make-private'],
  remedies: { 'make-private': () => [{ set: 'DirectInternetAccess', to: 'Disabled' }], 'no-root-notebook': () => [{ set: 'RootAccess', to: 'Disabled' }] },
});

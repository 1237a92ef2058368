import { map } from '#core/value';
import { always, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html
export default resourceType('AWS::IAM::AccessKey', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_access_key'],
  properties: { UserName: names('AWS::IAM::User', ['user']), Status: text(['status'], always('Active', '2010-09-02')) },
  facets: { accessKey: (key) => ({ active: map(key.Status, (status) => status === 'Active'), ofUser: text().read(key.UserName) }) },
});

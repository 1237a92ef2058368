import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'metadata-without-token',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'app-vulnerability',
  approach: 'credential-protection',
  layer: 'operating-system',
  intents: {
    'AWS::EC2::Instance': ['aws-ec2-instance-metadata-v2'],
    'AWS::EC2::LaunchTemplate': ['aws-ec2-launch-template-metadata-v2'],
    'AWS::AutoScaling::LaunchConfiguration': ['aws-ec2-instance-metadata-v2'],
  },
  title: { en: 'Instance metadata answers without a token (IMDSv1)', ja: 'インスタンスメタデータがトークンなしで応答する(IMDSv1)' },
  why: {
    en: 'A request forged through the application (SSRF) is enough to fetch the credentials of the instance role.',
    ja: 'アプリケーションに SSRF があると、インスタンスロールの認証情報をそのまま取得されます。',
  },
  fix: { aws: { en: 'Set http_tokens to "required" (IMDSv2).', ja: 'http_tokens を required に設定し、IMDSv2 を必須にします。' } },
  remedy: 'require-metadata-token',
  facet: 'metadataService',
  check: (service) => (service.reachable.is === 'known' && !service.reachable.value ? { is: 'pass', assumed: false } : judgeFlag(service.tokenRequired, false)),
  message: {
    en: () => 'http_tokens is not "required".',
    ja: () => 'http_tokens が required ではありません。',
  },
  examples: {
    pass: `
      resource "aws_instance" "a" {
        metadata_options { http_tokens = "required" }
      }`,
    fail: `
      resource "aws_instance" "a" {
        metadata_options { http_tokens = "optional" }
      }`,
    unknown: 'resource "aws_instance" "a" { ami = "ami-1" }',
  },
});

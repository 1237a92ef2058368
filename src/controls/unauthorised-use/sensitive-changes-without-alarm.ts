import { control, judge } from '../control.ts';

export default control({
  id: 'sensitive-changes-without-alarm',
  severity: 'info',
  viewpoints: ['unauthorised-use'],
  leakPath: undefined,
  approach: 'detective-guardrail',
  layer: 'identity',
  intents: {
    'AWS::CloudTrail::Trail': [
      'aws-cloudwatch-alarm-log-alarm-root-usage',
      'aws-cloudwatch-alarm-log-alarm-unauthorized-api',
      'aws-cloudwatch-alarm-log-alarm-console-no-mfa',
      'aws-cloudwatch-alarm-log-alarm-console-login-failure',
      'aws-cloudwatch-alarm-log-alarm-iam-policy-changes',
      'aws-cloudwatch-alarm-log-alarm-cloudtrail-changes',
      'aws-cloudwatch-alarm-log-alarm-cmk-disable',
      'aws-cloudwatch-alarm-log-alarm-bucket-policy-changes',
      'aws-cloudwatch-alarm-log-alarm-config-changes',
      'aws-cloudwatch-alarm-log-alarm-security-group-changes',
      'aws-cloudwatch-alarm-log-alarm-nacl-changes',
      'aws-cloudwatch-alarm-log-alarm-gateway-changes',
      'aws-cloudwatch-alarm-log-alarm-route-table-changes',
      'aws-cloudwatch-alarm-log-alarm-vpc-changes',
      'aws-cloudwatch-alarm-log-alarm-organizations-changes',
    ],
  },
  title: { en: 'Sensitive changes raise no alarm', ja: '重要な変更にアラームが設定されていない' },
  why: {
    en: 'A root login or a switched-off trail is noticed weeks later, if at all.',
    ja: 'ルートユーザーのログインや証跡の停止に気付くのが、何週間も後になります。',
  },
  fix: {
    aws: {
      en: 'Add a metric filter and an alarm for each, or use Security Hub or EventBridge rules instead.',
      ja: 'それぞれにメトリクスフィルターとアラームを追加するか、Security Hub や EventBridge のルールで検知します。',
    },
  },
  remedy: undefined,
  facet: 'auditTrail',
  check: (trail) => judge(trail.alarmsMissing, (missing) => (missing.length > 0 ? { missing } : undefined)),
  message: {
    en: ({ missing }) => `No metric filter for: ${missing.join(', ')}.`,
    ja: ({ missing }) => `次の変更を検知するメトリクスフィルターがありません: ${missing.join('、')}`,
  },
  examples: {
    pass: `
      resource "aws_cloudwatch_log_group" "a" { name = "trail" }
      resource "aws_cloudtrail" "a" { cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.a.arn}:*" }
      resource "aws_cloudwatch_log_metric_filter" "a" {
        log_group_name = aws_cloudwatch_log_group.a.name
        pattern        = "userIdentity.type = Root AccessDenied MFAUsed Failed authentication PutRolePolicy StopLogging DisableKey PutBucketPolicy StopConfigurationRecorder AuthorizeSecurityGroupIngress CreateNetworkAcl AttachInternetGateway CreateRoute CreateVpc organizations.amazonaws.com"
      }`,
    fail: `
      resource "aws_cloudwatch_log_group" "a" { name = "trail" }
      resource "aws_cloudtrail" "a" { cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.a.arn}:*" }`,
  },
});

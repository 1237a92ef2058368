import { absent } from '#core/origin';
import { isAbsent, isFields, isList, known, unknown, type Fact } from '#core/value';
import type { Around } from '../facets.ts';
import { always, flag, names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { keyed, notEmpty } from './facts.ts';

/** What should raise an alarm, by the event names or fields that a metric filter for it mentions. Numbers of CIS AWS Foundations 4.x. */
const changes: Readonly<Record<string, readonly RegExp[]>> = {
  'root-usage': [/userIdentity\.type\s*=\s*"?Root/i],
  'unauthorized-api': [/AccessDenied|UnauthorizedOperation/],
  'console-no-mfa': [/MFAUsed/],
  'console-login-failure': [/Failed authentication/i],
  'iam-policy-changes': [/PutRolePolicy|AttachRolePolicy|CreatePolicy/],
  'cloudtrail-changes': [/StopLogging|DeleteTrail/],
  'cmk-disable': [/DisableKey|ScheduleKeyDeletion/],
  'bucket-policy-changes': [/PutBucketPolicy|PutBucketAcl/],
  'config-changes': [/StopConfigurationRecorder|DeleteDeliveryChannel/],
  'security-group-changes': [/AuthorizeSecurityGroupIngress/],
  'nacl-changes': [/CreateNetworkAcl/],
  'gateway-changes': [/CreateCustomerGateway|AttachInternetGateway/],
  'route-table-changes': [/CreateRoute\b|ReplaceRoute/],
  'vpc-changes': [/CreateVpc\b|DeleteVpc/],
  'organizations-changes': [/organizations\.amazonaws\.com|AcceptHandshake/],
};

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html
export default resourceType('AWS::CloudTrail::Trail', {
  cloud: 'aws',
  service: 'AWS CloudTrail',
  model: 'saas',
  terraform: ['aws_cloudtrail'],
  name: 'TrailName',
  properties: {
    TrailName: text(['name']),
    IsLogging: flag(['enable_logging'], always(true, '2013-11-13')),
    IsMultiRegionTrail: flag(['is_multi_region_trail'], always(false, '2015-12-17')),
    IsOrganizationTrail: flag(['is_organization_trail'], always(false, '2018-11-19')),
    EnableLogFileValidation: flag(['enable_log_file_validation'], always(false, '2015-10-01')),
    IncludeGlobalServiceEvents: flag(['include_global_service_events'], always(true, '2013-11-13')),
    KMSKeyId: names('AWS::KMS::Key', ['kms_key_id']),
    S3BucketName: names('AWS::S3::Bucket', ['s3_bucket_name']),
    CloudWatchLogsLogGroupArn: names('AWS::Logs::LogGroup', ['cloud_watch_logs_group_arn']),
    EventSelectors: raw(['event_selector']),
    AdvancedEventSelectors: raw(['advanced_event_selector']),
  },
  facets: {
    auditTrail: (trail, around) => {
      const [store] = around.related('S3BucketName');
      const kept = store && around.facet(store, 'objectStore');
      const log = store && around.facet(store, 'serviceLog');
      return {
        logging: trail.IsLogging,
        allRegions: trail.IsMultiRegionTrail,
        validated: trail.EnableLogFileValidation,
        globalEvents: trail.IncludeGlobalServiceEvents,
        toLogGroup: notEmpty(trail.CloudWatchLogsLogGroupArn),
        dataEvents: dataEvents(trail.EventSelectors, trail.AdvancedEventSelectors),
        customerKey: ((key) => (key.is === 'known' ? known(key.value === 'customer-key', key.origin) : unknown(key.why.code, key.why.about, key.origin)))(
          keyed(trail.KMSKeyId),
        ),
        storeLogged: log?.on,
        storePublic:
          kept &&
          (kept.readableBy.is === 'known'
            ? known(kept.readableBy.value !== 'nobody', kept.readableBy.origin, kept.readableBy.assumed)
            : unknown(kept.readableBy.why.code, kept.readableBy.why.about, kept.readableBy.origin)),
        alarmsMissing: alarmsMissing(around),
      };
    },
  },
  remedies: {
    'trail-on': () => [{ set: 'IsLogging', to: true }],
    'trail-all-regions': () => [{ set: 'IsMultiRegionTrail', to: true }],
    'trail-validate': () => [{ set: 'EnableLogFileValidation', to: true }],
  },
});

const dataEvents = (selectors: Parameters<typeof notEmpty>[0], advanced: Parameters<typeof notEmpty>[0]): Fact<boolean> => {
  if (!isAbsent(advanced)) return notEmpty(advanced);
  if (isAbsent(selectors)) return known(false, absent);
  if (selectors.is !== 'known' || !isList(selectors.value)) return unknown('after-apply', 'EventSelectors', selectors.origin);
  return known(
    selectors.value.some((one) => one.is === 'known' && isFields(one.value) && (one.value['data_resource'] ?? one.value['DataResources']) !== undefined),
    selectors.origin,
  );
};

/** Only where the trail's log group is in what was read can anybody say which alarms are missing. */
const alarmsMissing = (around: Around): Fact<readonly string[]> | undefined => {
  const groups = around.related('CloudWatchLogsLogGroupArn');
  if (groups.length === 0) return undefined;
  const patterns = around.inScope('AWS::Logs::MetricFilter').flatMap(({ properties }) => {
    const pattern = properties['FilterPattern'];
    return pattern !== undefined && 'is' in pattern && pattern.is === 'known' ? [String(pattern.value)] : [];
  });
  return known(
    Object.entries(changes).flatMap(([name, marks]) => (patterns.some((pattern) => marks.some((mark) => mark.test(pattern))) ? [] : [name])),
    absent,
    true,
  );
};

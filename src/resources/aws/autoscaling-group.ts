import { absent } from '#core/origin';
import { any, isAbsent, known, map } from '#core/value';
import { always, names, number, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { atLeastTwo, noCapacity, notEmpty, rolesOf } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html
export default resourceType('AWS::AutoScaling::AutoScalingGroup', {
  cloud: 'aws',
  service: 'Amazon EC2 Auto Scaling',
  model: 'iaas',
  terraform: ['aws_autoscaling_group'],
  name: 'AutoScalingGroupName',
  properties: {
    AutoScalingGroupName: text(['name']),
    LaunchTemplate: names('AWS::EC2::LaunchTemplate', [
      'launch_template.id',
      'launch_template.name',
      'mixed_instances_policy.launch_template.launch_template_specification.launch_template_id',
      'mixed_instances_policy.launch_template.launch_template_specification.launch_template_name',
    ]),
    LaunchConfigurationName: names('AWS::AutoScaling::LaunchConfiguration', ['launch_configuration']),
    VPCZoneIdentifier: names('AWS::EC2::Subnet', ['vpc_zone_identifier']),
    AvailabilityZones: raw(['availability_zones']),
    MinSize: number(['min_size']),
    MaxSize: number(['max_size']),
    HealthCheckType: text(['health_check_type'], always('EC2', '2009-05-18')),
    TargetGroupARNs: raw(['target_group_arns']),
    LoadBalancerNames: raw(['load_balancers']),
  },
  facets: {
    zones: (group) => ({
      what: 'compute',
      several: isAbsent(group.AvailabilityZones) ? atLeastTwo(group.VPCZoneIdentifier) : atLeastTwo(group.AvailabilityZones),
    }),
    runsAs: (_group, around) => ({ roles: rolesOf([...around.related('LaunchTemplate'), ...around.related('LaunchConfigurationName')], around), facts: {} }),
    capacity: (group) => {
      const behind = any([notEmpty(group.TargetGroupARNs), notEmpty(group.LoadBalancerNames)]);
      return {
        ...noCapacity,
        scales: group.MinSize.is === 'known' && group.MaxSize.is === 'known' ? known(group.MaxSize.value > group.MinSize.value, absent) : undefined,
        atLeastTwo: map(group.MinSize, (n) => n !== 1),
        healthChecked: behind.is === 'known' && !behind.value ? undefined : map(group.HealthCheckType, (type) => type === 'ELB'),
      };
    },
  },
  remedies: { 'check-health': () => [{ set: 'HealthCheckType', to: 'ELB' }] },
});

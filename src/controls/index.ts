// Generated from the folders by tools/index-folders.ts; do not edit.
import type { Control } from './control.ts';
import informationHandlingAccessNotLogged from './information-handling/access-not-logged.ts';
import informationHandlingAnonymousObjectRead from './information-handling/anonymous-object-read.ts';
import informationHandlingAnonymousObjectWrite from './information-handling/anonymous-object-write.ts';
import informationHandlingBucketOriginNotProtected from './information-handling/bucket-origin-not-protected.ts';
import informationHandlingCredentialOpensData from './information-handling/credential-opens-data.ts';
import informationHandlingCustomersWithoutMfa from './information-handling/customers-without-mfa.ts';
import informationHandlingDataNotEncryptedAtRest from './information-handling/data-not-encrypted-at-rest.ts';
import informationHandlingDataPortOpenToWorld from './information-handling/data-port-open-to-world.ts';
import informationHandlingDatabaseWithPublicAddress from './information-handling/database-with-public-address.ts';
import informationHandlingDesyncNotMitigated from './information-handling/desync-not-mitigated.ts';
import informationHandlingEgressOpenToWorld from './information-handling/egress-open-to-world.ts';
import informationHandlingFirewallWithoutRules from './information-handling/firewall-without-rules.ts';
import informationHandlingInvalidHeadersPassedOn from './information-handling/invalid-headers-passed-on.ts';
import informationHandlingKeyNotRotated from './information-handling/key-not-rotated.ts';
import informationHandlingKubernetesSecretsWithoutOwnKey from './information-handling/kubernetes-secrets-without-own-key.ts';
import informationHandlingNoDefaultRootObject from './information-handling/no-default-root-object.ts';
import informationHandlingNoWebApplicationFirewall from './information-handling/no-web-application-firewall.ts';
import informationHandlingNotebookWithDirectInternet from './information-handling/notebook-with-direct-internet.ts';
import informationHandlingOldTlsAccepted from './information-handling/old-tls-accepted.ts';
import informationHandlingPlainTextAccepted from './information-handling/plain-text-accepted.ts';
import informationHandlingProviderKeyOnData from './information-handling/provider-key-on-data.ts';
import informationHandlingPublicAccessBlockOff from './information-handling/public-access-block-off.ts';
import informationHandlingResourcePolicyAdmitsEveryone from './information-handling/resource-policy-admits-everyone.ts';
import informationHandlingWebsiteHostingBucket from './information-handling/website-hosting-bucket.ts';
import informationHandlingWorkloadOutsideVpc from './information-handling/workload-outside-vpc.ts';
import stableServiceAlarmWithoutAction from './stable-service/alarm-without-action.ts';
import stableServiceBackupsInOneRegion from './stable-service/backups-in-one-region.ts';
import stableServiceBadDeploymentNotRolledBack from './stable-service/bad-deployment-not-rolled-back.ts';
import stableServiceCapacityDoesNotScale from './stable-service/capacity-does-not-scale.ts';
import stableServiceConcurrencyWithoutCeiling from './stable-service/concurrency-without-ceiling.ts';
import stableServiceConnectionsCutOff from './stable-service/connections-cut-off.ts';
import stableServiceDeletionNotProtected from './stable-service/deletion-not-protected.ts';
import stableServiceFailedEventsAreLost from './stable-service/failed-events-are-lost.ts';
import stableServiceHealthCheckIgnoresLoadBalancer from './stable-service/health-check-ignores-load-balancer.ts';
import stableServiceInOneZone from './stable-service/in-one-zone.ts';
import stableServiceKeyDeletedTooSoon from './stable-service/key-deleted-too-soon.ts';
import stableServiceLoadNotSpreadOverZones from './stable-service/load-not-spread-over-zones.ts';
import stableServiceNoAutomaticBackup from './stable-service/no-automatic-backup.ts';
import stableServiceNoAutomaticFailover from './stable-service/no-automatic-failover.ts';
import stableServiceNoPointInTimeRecovery from './stable-service/no-point-in-time-recovery.ts';
import stableServiceNotMonitored from './stable-service/not-monitored.ts';
import stableServiceObjectsNotVersioned from './stable-service/objects-not-versioned.ts';
import stableServiceOneOfAKind from './stable-service/one-of-a-kind.ts';
import stableServiceOriginWithoutFailover from './stable-service/origin-without-failover.ts';
import stableServiceRequestsNotRateLimited from './stable-service/requests-not-rate-limited.ts';
import stableServiceStorageDoesNotGrow from './stable-service/storage-does-not-grow.ts';
import unauthorisedUseAccountTrustedWithoutExternalId from './unauthorised-use/account-trusted-without-external-id.ts';
import unauthorisedUseAdminPortOpenToWorld from './unauthorised-use/admin-port-open-to-world.ts';
import unauthorisedUseAdministratorAttached from './unauthorised-use/administrator-attached.ts';
import unauthorisedUseAdministratorPolicy from './unauthorised-use/administrator-policy.ts';
import unauthorisedUseAllPortsOpenToWorld from './unauthorised-use/all-ports-open-to-world.ts';
import unauthorisedUseAnyRoleCanBePassed from './unauthorised-use/any-role-can-be-passed.ts';
import unauthorisedUseAuditTrailInOneRegion from './unauthorised-use/audit-trail-in-one-region.ts';
import unauthorisedUseAuditTrailNotValidated from './unauthorised-use/audit-trail-not-validated.ts';
import unauthorisedUseAuditTrailNotWatched from './unauthorised-use/audit-trail-not-watched.ts';
import unauthorisedUseAuditTrailPublic from './unauthorised-use/audit-trail-public.ts';
import unauthorisedUseAuditTrailStopped from './unauthorised-use/audit-trail-stopped.ts';
import unauthorisedUseAuditTrailStoreNotLogged from './unauthorised-use/audit-trail-store-not-logged.ts';
import unauthorisedUseAuditTrailWithoutOwnKey from './unauthorised-use/audit-trail-without-own-key.ts';
import unauthorisedUseCanBecomeAdministrator from './unauthorised-use/can-become-administrator.ts';
import unauthorisedUseConfigurationRecorderOff from './unauthorised-use/configuration-recorder-off.ts';
import unauthorisedUseContainerAsRoot from './unauthorised-use/container-as-root.ts';
import unauthorisedUseContainerSharesHostNamespace from './unauthorised-use/container-shares-host-namespace.ts';
import unauthorisedUseContainerWithWritableRoot from './unauthorised-use/container-with-writable-root.ts';
import unauthorisedUseCredentialInCode from './unauthorised-use/credential-in-code.ts';
import unauthorisedUseDataAccessNotRecorded from './unauthorised-use/data-access-not-recorded.ts';
import unauthorisedUseDatabaseLoginByPasswordOnly from './unauthorised-use/database-login-by-password-only.ts';
import unauthorisedUseDefaultSecurityGroupOpen from './unauthorised-use/default-security-group-open.ts';
import unauthorisedUseEditorOfWholeAccount from './unauthorised-use/editor-of-whole-account.ts';
import unauthorisedUseFederationNotPinned from './unauthorised-use/federation-not-pinned.ts';
import unauthorisedUseFullAccessPolicyAttached from './unauthorised-use/full-access-policy-attached.ts';
import unauthorisedUseFunctionUrlWithoutAuthentication from './unauthorised-use/function-url-without-authentication.ts';
import unauthorisedUseHomeMadeOwnerRole from './unauthorised-use/home-made-owner-role.ts';
import unauthorisedUseImageTagsCanBeOverwritten from './unauthorised-use/image-tags-can-be-overwritten.ts';
import unauthorisedUseImagesNotScanned from './unauthorised-use/images-not-scanned.ts';
import unauthorisedUseImpersonationOfEveryAccount from './unauthorised-use/impersonation-of-every-account.ts';
import unauthorisedUseKubernetesApiOpenToWorld from './unauthorised-use/kubernetes-api-open-to-world.ts';
import unauthorisedUseLegacyPortOpenToWorld from './unauthorised-use/legacy-port-open-to-world.ts';
import unauthorisedUseLogsKeptTooBriefly from './unauthorised-use/logs-kept-too-briefly.ts';
import unauthorisedUseLongLivedAccessKey from './unauthorised-use/long-lived-access-key.ts';
import unauthorisedUseMachineWithPublicAddress from './unauthorised-use/machine-with-public-address.ts';
import unauthorisedUseMetadataHopLimitAboveOne from './unauthorised-use/metadata-hop-limit-above-one.ts';
import unauthorisedUseMetadataWithoutToken from './unauthorised-use/metadata-without-token.ts';
import unauthorisedUseMinorUpgradesOff from './unauthorised-use/minor-upgrades-off.ts';
import unauthorisedUseNetworkAclOpenToAdminPorts from './unauthorised-use/network-acl-open-to-admin-ports.ts';
import unauthorisedUseNetworkAclOpenToEverything from './unauthorised-use/network-acl-open-to-everything.ts';
import unauthorisedUseNotebookWithRootAccess from './unauthorised-use/notebook-with-root-access.ts';
import unauthorisedUseOwnerOfWholeAccount from './unauthorised-use/owner-of-whole-account.ts';
import unauthorisedUsePolicyOnUser from './unauthorised-use/policy-on-user.ts';
import unauthorisedUsePowerfulUserWithoutMfa from './unauthorised-use/powerful-user-without-mfa.ts';
import unauthorisedUsePrivilegedContainer from './unauthorised-use/privileged-container.ts';
import unauthorisedUseRoleAnyoneCanAssume from './unauthorised-use/role-anyone-can-assume.ts';
import unauthorisedUseRunsAsDefaultAccount from './unauthorised-use/runs-as-default-account.ts';
import unauthorisedUseSecretInPlainText from './unauthorised-use/secret-in-plain-text.ts';
import unauthorisedUseSecretNotRotated from './unauthorised-use/secret-not-rotated.ts';
import unauthorisedUseSensitiveChangesWithoutAlarm from './unauthorised-use/sensitive-changes-without-alarm.ts';
import unauthorisedUseSubnetAssignsPublicAddresses from './unauthorised-use/subnet-assigns-public-addresses.ts';
import unauthorisedUseThreatDetectionOff from './unauthorised-use/threat-detection-off.ts';
import unauthorisedUseThreatDetectionPlansOff from './unauthorised-use/threat-detection-plans-off.ts';
import unauthorisedUseUnsupportedRuntime from './unauthorised-use/unsupported-runtime.ts';
import unauthorisedUseUnusedSecurityGroup from './unauthorised-use/unused-security-group.ts';
import unauthorisedUseWeakPasswordPolicy from './unauthorised-use/weak-password-policy.ts';
import unauthorisedUseWholeServiceAllowed from './unauthorised-use/whole-service-allowed.ts';

export const controls: readonly Control[] = [
  informationHandlingAccessNotLogged,
  informationHandlingAnonymousObjectRead,
  informationHandlingAnonymousObjectWrite,
  informationHandlingBucketOriginNotProtected,
  informationHandlingCredentialOpensData,
  informationHandlingCustomersWithoutMfa,
  informationHandlingDataNotEncryptedAtRest,
  informationHandlingDataPortOpenToWorld,
  informationHandlingDatabaseWithPublicAddress,
  informationHandlingDesyncNotMitigated,
  informationHandlingEgressOpenToWorld,
  informationHandlingFirewallWithoutRules,
  informationHandlingInvalidHeadersPassedOn,
  informationHandlingKeyNotRotated,
  informationHandlingKubernetesSecretsWithoutOwnKey,
  informationHandlingNoDefaultRootObject,
  informationHandlingNoWebApplicationFirewall,
  informationHandlingNotebookWithDirectInternet,
  informationHandlingOldTlsAccepted,
  informationHandlingPlainTextAccepted,
  informationHandlingProviderKeyOnData,
  informationHandlingPublicAccessBlockOff,
  informationHandlingResourcePolicyAdmitsEveryone,
  informationHandlingWebsiteHostingBucket,
  informationHandlingWorkloadOutsideVpc,
  stableServiceAlarmWithoutAction,
  stableServiceBackupsInOneRegion,
  stableServiceBadDeploymentNotRolledBack,
  stableServiceCapacityDoesNotScale,
  stableServiceConcurrencyWithoutCeiling,
  stableServiceConnectionsCutOff,
  stableServiceDeletionNotProtected,
  stableServiceFailedEventsAreLost,
  stableServiceHealthCheckIgnoresLoadBalancer,
  stableServiceInOneZone,
  stableServiceKeyDeletedTooSoon,
  stableServiceLoadNotSpreadOverZones,
  stableServiceNoAutomaticBackup,
  stableServiceNoAutomaticFailover,
  stableServiceNoPointInTimeRecovery,
  stableServiceNotMonitored,
  stableServiceObjectsNotVersioned,
  stableServiceOneOfAKind,
  stableServiceOriginWithoutFailover,
  stableServiceRequestsNotRateLimited,
  stableServiceStorageDoesNotGrow,
  unauthorisedUseAccountTrustedWithoutExternalId,
  unauthorisedUseAdminPortOpenToWorld,
  unauthorisedUseAdministratorAttached,
  unauthorisedUseAdministratorPolicy,
  unauthorisedUseAllPortsOpenToWorld,
  unauthorisedUseAnyRoleCanBePassed,
  unauthorisedUseAuditTrailInOneRegion,
  unauthorisedUseAuditTrailNotValidated,
  unauthorisedUseAuditTrailNotWatched,
  unauthorisedUseAuditTrailPublic,
  unauthorisedUseAuditTrailStopped,
  unauthorisedUseAuditTrailStoreNotLogged,
  unauthorisedUseAuditTrailWithoutOwnKey,
  unauthorisedUseCanBecomeAdministrator,
  unauthorisedUseConfigurationRecorderOff,
  unauthorisedUseContainerAsRoot,
  unauthorisedUseContainerSharesHostNamespace,
  unauthorisedUseContainerWithWritableRoot,
  unauthorisedUseCredentialInCode,
  unauthorisedUseDataAccessNotRecorded,
  unauthorisedUseDatabaseLoginByPasswordOnly,
  unauthorisedUseDefaultSecurityGroupOpen,
  unauthorisedUseEditorOfWholeAccount,
  unauthorisedUseFederationNotPinned,
  unauthorisedUseFullAccessPolicyAttached,
  unauthorisedUseFunctionUrlWithoutAuthentication,
  unauthorisedUseHomeMadeOwnerRole,
  unauthorisedUseImageTagsCanBeOverwritten,
  unauthorisedUseImagesNotScanned,
  unauthorisedUseImpersonationOfEveryAccount,
  unauthorisedUseKubernetesApiOpenToWorld,
  unauthorisedUseLegacyPortOpenToWorld,
  unauthorisedUseLogsKeptTooBriefly,
  unauthorisedUseLongLivedAccessKey,
  unauthorisedUseMachineWithPublicAddress,
  unauthorisedUseMetadataHopLimitAboveOne,
  unauthorisedUseMetadataWithoutToken,
  unauthorisedUseMinorUpgradesOff,
  unauthorisedUseNetworkAclOpenToAdminPorts,
  unauthorisedUseNetworkAclOpenToEverything,
  unauthorisedUseNotebookWithRootAccess,
  unauthorisedUseOwnerOfWholeAccount,
  unauthorisedUsePolicyOnUser,
  unauthorisedUsePowerfulUserWithoutMfa,
  unauthorisedUsePrivilegedContainer,
  unauthorisedUseRoleAnyoneCanAssume,
  unauthorisedUseRunsAsDefaultAccount,
  unauthorisedUseSecretInPlainText,
  unauthorisedUseSecretNotRotated,
  unauthorisedUseSensitiveChangesWithoutAlarm,
  unauthorisedUseSubnetAssignsPublicAddresses,
  unauthorisedUseThreatDetectionOff,
  unauthorisedUseThreatDetectionPlansOff,
  unauthorisedUseUnsupportedRuntime,
  unauthorisedUseUnusedSecurityGroup,
  unauthorisedUseWeakPasswordPolicy,
  unauthorisedUseWholeServiceAllowed,
];

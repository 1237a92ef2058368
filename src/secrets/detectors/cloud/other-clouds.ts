import { looksRandom } from '../../randomness.ts';
import { family, named, patterned, prefixed } from '../family.ts';

/** Clouds outside of the three that ippo assesses. */
export default family({
  vendor: 'other clouds',
  severity: 'critical',
  fix: { en: 'Disable and delete the key in the console, look at the audit log, issue a new one with fewer rights, then take it out.', ja: 'コンソールでキーを無効化・削除し、監査ログを確認します。権限を絞って再発行したうえで取り除きます。' },
  opens: { en: 'What its user may do in the account.', ja: 'アカウント内でそのユーザーに許可されたすべての操作' },
  rows: [
    prefixed({ id: 'alibaba-key-id', title: { en: 'Alibaba Cloud access key id', ja: 'Alibaba Cloud のアクセスキー ID' }, severity: 'high', prefix: 'LTAI', charset: 'b62', length: [12, 24], like: /\d/ }),
    named({ id: 'alibaba-secret', title: { en: 'Alibaba Cloud secret', ja: 'Alibaba Cloud のアクセスキーシークレット' }, vendor: ['alibaba', 'aliyun', 'alicloud', 'accesskeysecret', 'ltai', 'oss'], name: /(?:secret|secretkey|accesskeysecret)$/, shape: /^[A-Za-z0-9]{30}$/, accept: looksRandom }),
    prefixed({ id: 'tencent-key-id', title: { en: 'Tencent Cloud secret id', ja: 'Tencent Cloud の SecretId' }, severity: 'high', prefix: 'AKID', charset: 'b62', length: [32, 36] }),
    named({ id: 'tencent-secret', title: { en: 'Tencent Cloud secret key', ja: 'Tencent Cloud の SecretKey' }, vendor: ['tencent', 'akid', 'cos'], name: /(?:secretkey|secret)$/, shape: /^[A-Za-z0-9]{32}$/, accept: looksRandom }),
    prefixed({ id: 'yandex-api-key', title: { en: 'Yandex Cloud API key', ja: 'Yandex Cloud の API キー' }, prefix: 'AQVN', charset: 'b64url', length: [35, 38] }),
    prefixed({ id: 'yandex-static-key', title: { en: 'Yandex Cloud static key', ja: 'Yandex Cloud の静的キー' }, prefix: 'YC', charset: 'b64url', length: 38, like: /\d.*\d/ }),
    patterned({ id: 'yandex-iam-token', title: { en: 'Yandex Cloud IAM token', ja: 'Yandex Cloud の IAM トークン' }, severity: 'high', anchors: ['t1.'], after: 320, pattern: /t1\.[\w-]{10,220}={0,2}\.[\w-]{86}={0,2}/ }),
    named({ id: 'ibm-cloud-key', title: { en: 'IBM Cloud API key', ja: 'IBM Cloud の API キー' }, vendor: ['ibm', 'bluemix', 'watson', 'softlayer'], name: /(?:key|apikey)$/, shape: /^[A-Za-z0-9_-]{42,44}$/, accept: looksRandom }),
    named({ id: 'oci-auth-token', title: { en: 'Oracle Cloud auth token', ja: 'Oracle Cloud の認証トークン' }, vendor: ['oci_', 'ocid1', 'oraclecloud'], name: /(?:token|passphrase|password)$/, shape: /^\S{12,40}$/ }),
    named({ id: 'ovh-key', title: { en: 'OVH application secret', ja: 'OVH のアプリケーションシークレット' }, vendor: ['ovh'], name: /(?:secret|consumerkey|key)$/, shape: /^[A-Za-z0-9]{32}$/, accept: looksRandom }),
    named({ id: 'openstack-password', title: { en: 'OpenStack password', ja: 'OpenStack のパスワード' }, vendor: ['ospassword', 'openstack'], name: /password$/, shape: /^(?=.*(?:\d|[^\w\s]))[^\s${}<>*]{6,64}$/ }),
    named({ id: 's3-compatible-secret', title: { en: 'MinIO or S3-compatible secret', ja: 'MinIO などの S3 互換ストレージのシークレット' }, vendor: ['minio', 'wasabi', 'backblaze', 'b2_application', 'b2application'], name: /(?:secretkey|secret|password|applicationkey|key)$/, shape: /^[A-Za-z0-9/+]{20,48}$/, accept: looksRandom }),
  ],
});

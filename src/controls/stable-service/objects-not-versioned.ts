import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'objects-not-versioned',
  severity: 'low',
  viewpoints: ['stable-service'],
  leakPath: undefined,
  approach: 'defence-in-depth',
  layer: 'data-access',
  intents: {
    'AWS::S3::Bucket': ['aws-s3-bucket-versioning'],
  },
  title: { en: 'Overwritten and deleted objects are lost', ja: '上書き・削除したオブジェクトを復元できない' },
  why: { en: 'A mistake, or ransomware, destroys the only copy.', ja: '操作ミスやランサムウェアによって、唯一のデータが失われます。' },
  fix: { aws: { en: 'Turn versioning on.', ja: 'バージョニングを有効にします。' } },
  remedy: 'version-objects',
  facet: 'objectStore',
  check: (store) => (store.isLogTarget.is === 'known' && store.isLogTarget.value ? undefined : judgeFlag(store.versioned, false)),
  message: {
    en: () => 'Versioning is off.',
    ja: () => 'バージョニングが無効です。',
  },
  examples: {
    pass: `
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_versioning" "a" {
        bucket = aws_s3_bucket.a.id
        versioning_configuration { status = "Enabled" }
      }`,
    fail: 'resource "aws_s3_bucket" "a" { bucket = "photos" }',
    unknown: `
      variable "status" {}
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_versioning" "a" {
        bucket = aws_s3_bucket.a.id
        versioning_configuration { status = var.status }
      }`,
  },
});

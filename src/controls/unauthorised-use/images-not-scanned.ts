import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'images-not-scanned',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'app-vulnerability',
  approach: 'detective-guardrail',
  layer: 'middleware',
  intents: {
    'AWS::ECR::Repository': ['aws-ecr-image-scan'],
  },
  title: { en: 'Container images are not scanned on push', ja: 'コンテナイメージがプッシュ時にスキャンされない' },
  why: { en: 'Known holes in packages go into production unseen.', ja: '既知の脆弱性を含むパッケージに気付かないまま、本番に入ってしまいます。' },
  fix: {
    aws: { en: 'Turn scan on push on, or set up scanning for the registry.', ja: 'プッシュ時のスキャンを有効にするか、レジストリ全体のスキャンを設定します。' },
  },
  remedy: 'scan-images',
  facet: 'image',
  check: (image) => judgeFlag(image.scanned, false),
  message: {
    en: () => 'scan_on_push is off.',
    ja: () => 'scan_on_push が無効です。',
  },
  examples: {
    pass: `
      resource "aws_ecr_repository" "a" {
        image_scanning_configuration { scan_on_push = true }
      }`,
    fail: 'resource "aws_ecr_repository" "a" { name = "a" }',
    unknown: `
      variable "scan" {}
      resource "aws_ecr_repository" "a" {
        image_scanning_configuration { scan_on_push = var.scan }
      }`,
  },
});

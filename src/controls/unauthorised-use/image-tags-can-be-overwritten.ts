import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'image-tags-can-be-overwritten',
  severity: 'low',
  viewpoints: ['unauthorised-use'],
  leakPath: 'app-vulnerability',
  approach: 'preventive-guardrail',
  layer: 'middleware',
  intents: {
    'AWS::ECR::Repository': ['aws-ecr-tag-immutability'],
  },
  title: { en: 'Image tags can be overwritten', ja: 'イメージのタグを上書きできる' },
  why: {
    en: 'What was reviewed under a tag need not be what runs: anyone who may push can swap it.',
    ja: 'レビューしたイメージと実際に動くイメージが一致するとは限りません。プッシュできる人なら差し替えられます。',
  },
  fix: { aws: { en: 'Set image_tag_mutability to "IMMUTABLE".', ja: 'image_tag_mutability を IMMUTABLE にします。' } },
  remedy: 'freeze-tags',
  facet: 'image',
  check: (image) => judgeFlag(image.immutable, false),
  message: {
    en: () => 'Tags are mutable.',
    ja: () => 'タグが変更可能です。',
  },
  examples: {
    pass: 'resource "aws_ecr_repository" "a" { image_tag_mutability = "IMMUTABLE" }',
    fail: 'resource "aws_ecr_repository" "a" { name = "a" }',
    unknown: `
      variable "mode" {}
      resource "aws_ecr_repository" "a" { image_tag_mutability = var.mode }`,
  },
});

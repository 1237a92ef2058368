import { looksRandom } from '../../randomness.ts';
import { family, named, patterned, prefixed } from '../family.ts';

export default family({
  vendor: 'AI services',
  severity: 'high',
  fix: { en: 'Delete the key in the console of the service, look at its usage and bill, issue a new one, then take it out.', ja: 'サービスのコンソールでキーを削除し、利用状況と請求を確認します。再発行したうえで取り除きます。' },
  opens: { en: 'Models at the cost of the account, and files, prompts and tunings stored there.', ja: 'アカウントの課金によるモデルの利用、および保存されたファイル・プロンプト・チューニング済みモデル' },
  rows: [
    patterned({
      id: 'openai-key',
      title: { en: 'OpenAI API key', ja: 'OpenAI の API キー' },
      anchors: ['sk-'],
      after: 220,
      pattern: /sk-(?:(?:proj|svcacct|service|admin|None)-)?[\w-]{20,100}T3BlbkFJ[\w-]{20,100}(?![\w-])/,
    }),
    patterned({ id: 'anthropic-key', title: { en: 'Anthropic API key', ja: 'Anthropic の API キー' }, anchors: ['sk-ant-'], after: 140, pattern: /sk-ant-(?:api\d\d|admin\d\d|oat\d\d|ort\d\d|sid\d\d)-[\w-]{80,120}(?![\w-])/ }),
    prefixed({ id: 'openrouter-key', title: { en: 'OpenRouter key', ja: 'OpenRouter のキー' }, prefix: 'sk-or-v1-', charset: 'hex', length: 64 }),
    prefixed({ id: 'deepseek-key', title: { en: 'AI provider key (sk- and 32 hex)', ja: 'AI サービスのキー（sk- と 16 進 32 桁）' }, prefix: 'sk-', charset: 'hex', length: 32 }),
    named({ id: 'ai-provider-key', title: { en: 'AI provider key by name', ja: 'AI サービスのキー（名前による判定）' }, vendor: ['openai', 'litellm', 'deepseek', 'moonshot', 'dashscope', 'stability', 'together'], name: /key|token|secret/, shape: /^(?:sk-)?[A-Za-z0-9_-]{32,164}$/, accept: (value) => looksRandom(value.replace(/^sk-/, '')) }),
    prefixed({ id: 'huggingface-token', title: { en: 'Hugging Face token', ja: 'Hugging Face のトークン' }, prefix: ['hf_', 'api_org_'], charset: 'b62', length: [34, 38] }),
    prefixed({ id: 'groq-key', title: { en: 'Groq API key', ja: 'Groq の API キー' }, prefix: 'gsk_', charset: 'b62', length: [48, 56] }),
    prefixed({ id: 'xai-key', title: { en: 'xAI API key', ja: 'xAI の API キー' }, prefix: 'xai-', charset: 'b62', length: [70, 120] }),
    prefixed({ id: 'replicate-token', title: { en: 'Replicate token', ja: 'Replicate のトークン' }, prefix: 'r8_', charset: 'b62', length: 37 }),
    prefixed({ id: 'perplexity-key', title: { en: 'Perplexity API key', ja: 'Perplexity の API キー' }, prefix: 'pplx-', charset: 'b62', length: [40, 64] }),
    patterned({ id: 'langsmith-key', title: { en: 'LangSmith key', ja: 'LangSmith のキー' }, anchors: ['lsv2_pt_', 'lsv2_sk_'], after: 60, pattern: /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}(?![0-9a-f])/ }),
    prefixed({ id: 'fireworks-key', title: { en: 'Fireworks API key', ja: 'Fireworks の API キー' }, prefix: 'fw_', charset: 'b62', length: [22, 26], like: /\d.*\d/ }),
    prefixed({ id: 'nvidia-key', title: { en: 'NVIDIA API key', ja: 'NVIDIA の API キー' }, prefix: 'nvapi-', charset: 'b64url', length: [60, 72] }),
    prefixed({ id: 'pinecone-key', title: { en: 'Pinecone API key', ja: 'Pinecone の API キー' }, prefix: 'pcsk_', charset: 'b64url', length: [50, 76] }),
    prefixed({ id: 'tavily-key', title: { en: 'Tavily API key', ja: 'Tavily の API キー' }, prefix: ['tvly-dev-', 'tvly-prod-', 'tvly-'], charset: 'b62', length: [28, 40] }),
    named({ id: 'cohere-key', title: { en: 'Cohere API key', ja: 'Cohere の API キー' }, vendor: ['cohere', 'coapikey'], name: /(?:key|token)$/, shape: /^[A-Za-z0-9]{40}$/, accept: looksRandom }),
    named({ id: 'mistral-key', title: { en: 'Mistral API key', ja: 'Mistral の API キー' }, vendor: ['mistral'], name: /(?:key|token)$/, shape: /^[A-Za-z0-9]{32}$/, accept: looksRandom }),
    named({ id: 'wandb-key', title: { en: 'Weights & Biases key', ja: 'Weights & Biases のキー' }, vendor: ['wandb'], name: /(?:key|token)$/, shape: /^[0-9a-f]{40}$/ }),
    named({ id: 'elevenlabs-key', title: { en: 'ElevenLabs or AssemblyAI key', ja: 'ElevenLabs・AssemblyAI のキー' }, vendor: ['elevenlabs', 'xiapikey', 'assemblyai', 'deepgram', 'ai21'], name: /(?:key|token)$/, shape: /^(?:sk_)?[0-9A-Za-z]{32,48}$/, accept: (value) => looksRandom(value.replace(/^sk_/, '')) }),
  ],
});
